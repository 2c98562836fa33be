package dev.eventlogger.formats.dialect;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.util.Base64;
import java.util.List;

/**
 * Unpacks JSON as PostHog's clients send it: as gzip without a {@code Content-Encoding}, in base64
 * in a form's field {@code data} when a page is left, or plain. Immutable, thread-safe.
 */
final class PosthogBody {

  private static final String FIELD = "data";
  private static final byte[] BEGINNING = (FIELD + "=").getBytes(ISO_8859_1);

  private final int mostInflated;

  /**
   * Unpacks all bodies.
   *
   * @param mostInflated a body that inflates to more bytes is refused
   */
  PosthogBody(int mostInflated) {
    this.mostInflated = mostInflated;
  }

  byte[] unpack(SentRequest request) throws UnreadableRequestException {
    byte[] body = request.body();
    byte[] packed = isForm(body) ? field(body) : body;
    return Gzip.isGzip(packed) ? Gzip.inflate(packed, mostInflated, request.room()) : packed;
  }

  private static boolean isForm(byte[] body) {
    for (int i = 0; i < BEGINNING.length; i++) {
      if (i >= body.length || body[i] != BEGINNING[i]) {
        return false;
      }
    }
    return true;
  }

  private static byte[] field(byte[] body) throws UnreadableRequestException {
    List<String> values = PercentCoding.form(body).getOrDefault(FIELD, List.of());
    try {
      // A plus that a client did not write as %2B was decoded as a space.
      return Base64.getDecoder().decode(values.get(0).replace(' ', '+'));
    } catch (IllegalArgumentException e) {
      throw UnreadableRequestException.malformed("the body: data: must be base64 (RFC 4648, 4)");
    }
  }
}
