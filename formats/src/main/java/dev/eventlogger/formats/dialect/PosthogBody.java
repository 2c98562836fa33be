package dev.eventlogger.formats.dialect;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Base64;
import java.util.List;
import java.util.zip.GZIPInputStream;

/**
 * How PostHog's clients pack JSON: gzip that no {@code Content-Encoding} tells of, base64 in a
 * form's field {@code data} when a page is left, or not at all. Immutable, thread-safe.
 */
final class PosthogBody {

  private static final String FIELD = "data";
  private static final byte[] BEGINNING = (FIELD + "=").getBytes(ISO_8859_1);

  private final int mostInflated;

  /**
   * Unpacks all bodies.
   *
   * @param mostInflated one that inflates to more bytes is refused
   */
  PosthogBody(int mostInflated) {
    this.mostInflated = mostInflated;
  }

  byte[] unpack(byte[] body) throws UnreadableRequestException {
    byte[] packed = isForm(body) ? field(body) : body;
    return isGzip(packed) ? inflate(packed) : packed;
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
      // A plus that a client did not write as %2B has become a space.
      return Base64.getDecoder().decode(values.get(0).replace(' ', '+'));
    } catch (IllegalArgumentException e) {
      throw UnreadableRequestException.malformed("the body: data: must be base64 (RFC 4648, 4)");
    }
  }

  private static boolean isGzip(byte[] bytes) {
    return bytes.length > 2 && bytes[0] == 0x1F && bytes[1] == (byte) 0x8B;
  }

  /** All members of a file of gzip (RFC 1952, 2.2). */
  private byte[] inflate(byte[] packed) throws UnreadableRequestException {
    ByteArrayOutputStream inflated = new ByteArrayOutputStream();
    byte[] part = new byte[8192];
    try (InputStream in = new GZIPInputStream(new ByteArrayInputStream(packed))) {
      for (int count = in.read(part); count >= 0; count = in.read(part)) {
        if (inflated.size() + count > mostInflated) {
          throw UnreadableRequestException.tooLarge(
              "the body: inflates to more than " + mostInflated + " bytes; send smaller batches");
        }
        inflated.write(part, 0, count);
      }
      return inflated.toByteArray();
    } catch (IOException e) {
      throw UnreadableRequestException.malformed("the body: is damaged gzip");
    }
  }
}
