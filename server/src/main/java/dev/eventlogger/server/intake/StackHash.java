package dev.eventlogger.server.intake;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.eventlogger.event.EventDraft;
import dev.eventlogger.event.JsonReader;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Groups the errors of pages, as {@code error(…)} does in Java: an event with {@code
 * error.stack_trace} in its data gets {@code error.hash}, the same for the same way of failing.
 * Messages, lines, columns and all other digits do not change it, nor do the hashes and queries in
 * the names of scripts, which differ with each release. Stateless, thread-safe.
 */
final class StackHash {

  private static final int BYTES = 8;
  private static final int MOST_FRAMES = 50;

  /** A frame as V8 writes it. */
  private static final Pattern AT = Pattern.compile("\\s+at .*");

  /** A frame as Firefox and Safari write it; a message with an e-mail address looks like one. */
  private static final Pattern FRAME = Pattern.compile(".*@.*");

  /**
   * What differs with each release: a query; a hash in hex (webpack, Parcel, Turbopack); a hash of
   * eight letters and digits (base64url of Rollup and Vite, base32 of esbuild and Angular), as the
   * whole name only in the folders of Nuxt and SvelteKit, since {@code UserCard.js} is not a hash;
   * numbers.
   */
  private static final Pattern UNSTABLE =
      Pattern.compile(
          "\\?[^\\s)]*"
              + "|[./-][0-9a-f]{6,64}(?=\\.)"
              + "|(?:[.-]|(?<=/(?:_nuxt|chunks)/))(?=[\\w-]{0,7}[A-Z0-9])[\\w-]{8}(?=\\.m?js)"
              + "|\\d+");

  private StackHash() {}

  /**
   * Adds the hash if there is a stack and no hash. Not to events with a schema, which decides what
   * data may hold.
   */
  static void addTo(EventDraft draft) {
    if (draft.schema() == null
        && draft.data().get("error") instanceof Map<?, ?> error
        && error.get("stack_trace") instanceof String stack
        && error.get("hash") == null) {
      Map<String, @Nullable Object> hashed = new LinkedHashMap<>(JsonReader.asObject(error));
      hashed.put("hash", of(String.valueOf(error.get("type")), stack));
      Map<String, @Nullable Object> data = new LinkedHashMap<>(draft.data());
      data.put("error", hashed);
      draft.data(data);
    }
  }

  private static String of(String type, String stack) {
    List<String> ofV8 = lines(stack, AT);
    List<String> frames = ofV8.isEmpty() ? lines(stack, FRAME) : ofV8;
    // A stack without frames was written by the page itself, to group by.
    String way = type + '\n' + (frames.isEmpty() ? stack : String.join("\n", frames));
    byte[] stable = UNSTABLE.matcher(way).replaceAll("").getBytes(UTF_8);
    return HexFormat.of().formatHex(sha256(stable), 0, BYTES);
  }

  private static byte[] sha256(byte[] bytes) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(bytes);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  private static List<String> lines(String stack, Pattern pattern) {
    return stack
        .lines()
        .filter(line -> pattern.matcher(line).matches())
        .limit(MOST_FRAMES)
        .map(String::strip)
        .toList();
  }
}
