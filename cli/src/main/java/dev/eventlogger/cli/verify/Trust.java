package dev.eventlogger.cli.verify;

import dev.eventlogger.seal.VerifierKey;
import java.util.List;

/**
 * The operator keys that somebody got from elsewhere than the seal. Immutable.
 *
 * @param keys under whatever names; a key is the same under each log's name
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

  /** Whether two keys are the same, whatever their names. */
  static boolean areSame(VerifierKey one, VerifierKey other) {
    return bytes(one).equals(bytes(other));
  }

  /** What follows name and hash; base64 may contain a plus, too. */
  static String bytes(VerifierKey key) {
    return key.toString().split("\\+", 3)[2];
  }
}
