package dev.eventlogger.server.files;

import dev.eventlogger.formats.dialect.Answer;
import dev.eventlogger.formats.dialect.SentRequest;
import dev.eventlogger.server.http.Endpoint;
import dev.eventlogger.server.http.Exchange;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Sends a file to anyone who asks: compressed if the client accepts that, and not again if the
 * client has it (RFC 9110, 13.1.2). Thread-safe.
 */
public final class FileEndpoint implements Endpoint {

  private static final int NOT_MODIFIED = 304;
  private static final byte[] NO_BODY = {};

  private final Answer plain;
  private final @Nullable Answer gzipped;

  private FileEndpoint(FileContent file, Map<String, String> headers) {
    plain = answer(file.mediaType(), file.bytes(), file.hash(), headers);
    byte[] less = file.gzipped();
    gzipped =
        less == null
            ? null
            : answer(file.mediaType(), less, file.hash() + "-gzip", headers)
                .with("Content-Encoding", "gzip");
  }

  /**
   * For a path whose content may change with the next start: clients ask each time whether their
   * copy is still current.
   *
   * @param headers further headers of the answer
   */
  public static FileEndpoint checkedEachTime(FileContent file, Map<String, String> headers) {
    return new FileEndpoint(file, caching("no-cache", headers));
  }

  /**
   * For a path that contains the hash of the content: clients keep the file for a year without
   * asking again.
   *
   * @param headers further headers of the answer
   */
  public static FileEndpoint keptForGood(FileContent file, Map<String, String> headers) {
    return new FileEndpoint(file, caching("public, max-age=31536000, immutable", headers));
  }

  private static Map<String, String> caching(String policy, Map<String, String> headers) {
    Map<String, String> all = new HashMap<>(headers);
    all.put("Cache-Control", policy);
    all.put("Vary", "Accept-Encoding");
    return all;
  }

  private static Answer answer(
      String mediaType, byte[] body, String tag, Map<String, String> headers) {
    return new Answer(200, mediaType, body, headers).with("ETag", '"' + tag + '"');
  }

  @Override
  public void handle(Exchange exchange) {
    SentRequest head = exchange.head();
    boolean takesGzip = takesGzip(head.header("Accept-Encoding"));
    Answer answer = gzipped != null && takesGzip ? gzipped : plain;
    boolean isKnown =
        isNamed(answer.headers().getOrDefault("ETag", ""), head.header("If-None-Match"));
    exchange.answer(isKnown ? notModified(answer) : answer);
  }

  /** States the length of what would have been sent, as RFC 9110, 8.6, allows for caches. */
  private static Answer notModified(Answer answer) {
    return new Answer(NOT_MODIFIED, null, NO_BODY, answer.headers())
        .with("Content-Length", Integer.toString(answer.body().length));
  }

  /** Whether a client says that it accepts gzip, and does not rule it out ({@code ;q=0}). */
  private static boolean takesGzip(@Nullable String codings) {
    if (codings == null) {
      return false;
    }
    for (String coding : codings.toLowerCase(Locale.ROOT).split(",", -1)) {
      String[] parts = coding.strip().split("\\s*;\\s*q\\s*=\\s*", 2);
      if (parts[0].equals("gzip")) {
        return parts.length == 1 || !parts[1].matches("0(\\.0*)?");
      }
    }
    return false;
  }

  /** Whether a client has the content of a tag. Our tags contain no comma. */
  private static boolean isNamed(String tag, @Nullable String known) {
    if (known == null) {
      return false;
    }
    for (String one : known.split(",", -1)) {
      String name = one.strip();
      if (name.equals("*") || (name.startsWith("W/") ? name.substring(2) : name).equals(tag)) {
        return true;
      }
    }
    return false;
  }
}
