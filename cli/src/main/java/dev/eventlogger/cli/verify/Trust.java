package dev.eventlogger.cli.verify;

import dev.eventlogger.seal.VerifierKey;
import java.util.List;

/**
 * The operator keys that somebody has from a place that is not the seal's. Immutable.
 *
 * @param keys by whatever names; a key is one key under each log's name
 */
public record Trust(List<VerifierKey> keys) {

  public Trust {
    keys = List.copyOf(keys);
    if (keys.isEmpty()) {
      throw new IllegalArgumentException("no operator key is trusted");
    }
  }

  boolean has(VerifierKey key) {
    return keys.stream().anyMatch(trusted -> areSame(trusted, key));
  }

  /** Whether two keys are one, whatever they are called. */
  static boolean areSame(VerifierKey one, VerifierKey other) {
    return bytes(one).equals(bytes(other));
  }

  /** What comes behind name and hash; there is a plus in base64, too. */
  static String bytes(VerifierKey key) {
    return key.toString().split("\\+", 3)[2];
  }
}
