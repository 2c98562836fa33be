package dev.eventlogger.server.http;

import dev.eventlogger.formats.dialect.Refusal;
import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.util.Arrays;
import java.util.Locale;
import java.util.function.LongPredicate;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;
import org.jspecify.annotations.Nullable;

/** Inflates bodies, counting while it does (RFC 1952: a file may have several members). */
final class Inflation {

  private static final int STEP = 8 * 1024;

  private Inflation() {}

  /** Why a content coding is refused; null if it is understood. */
  static @Nullable Refusal refusal(@Nullable String coding) {
    return isPlain(coding) || isGzip(coding)
        ? null
        : Refusal.of(415, "this Content-Encoding is not understood; send gzip, or none");
  }

  /** Whether a body of a content coding is to be inflated. */
  static boolean isGzip(@Nullable String coding) {
    return coding != null && isOneOf(coding, "gzip", "x-gzip");
  }

  private static boolean isPlain(@Nullable String coding) {
    return coding == null || isOneOf(coding, "", "identity");
  }

  private static boolean isOneOf(String coding, String first, String second) {
    String folded = coding.strip().toLowerCase(Locale.ROOT);
    return folded.equals(first) || folded.equals(second);
  }

  /** A body was refused. */
  static final class RefusedException extends Exception {

    private static final long serialVersionUID = 1;

    private final transient Refusal refusal;

    RefusedException(Refusal refusal) {
      super(refusal.reason());
      this.refusal = refusal;
    }

    Refusal refusal() {
      return refusal;
    }
  }

  /**
   * Inflates a body.
   *
   * @param most bytes it may become
   * @param room asked for bytes before they are taken; false if there is no room for them
   */
  static byte[] inflate(byte[] body, int most, LongPredicate room) throws RefusedException {
    byte[] inflated = new byte[0];
    int length = 0;
    try (GZIPInputStream in = new GZIPInputStream(new ByteArrayInputStream(body), STEP)) {
      while (true) {
        if (length == inflated.length) {
          inflated = grown(inflated, most, room);
        }
        int read = in.read(inflated, length, inflated.length - length);
        if (read < 0) {
          return Arrays.copyOf(inflated, length);
        }
        length += read;
        if (length > most) {
          throw new RefusedException(
              Refusal.of(413, "the body inflates to more than " + most + " bytes"));
        }
      }
    } catch (ZipException | EOFException e) {
      throw new RefusedException(Refusal.of(400, "the body is no gzip, or is cut off"));
    } catch (IOException e) {
      throw new IllegalStateException(e); // memory does not fail
    }
  }

  /** Twice as large, but not larger than the most and one byte, which would be too many. */
  private static byte[] grown(byte[] before, int most, LongPredicate room) throws RefusedException {
    int size = (int) Math.min(most + 1L, Math.max(STEP, 2L * before.length));
    if (!room.test(size - before.length)) {
      throw new RefusedException(BodyReader.noRoom());
    }
    return Arrays.copyOf(before, size);
  }
}
