package dev.eventlogger.formats.dialect;

import java.util.Arrays;
import java.util.function.LongPredicate;
import java.util.zip.CRC32;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/**
 * Inflates gzip, which may have several members (RFC 1952), and limits the size meanwhile. The
 * JDK's stream recurses for each empty member, of which a small body can have many thousands. For
 * one thread, once.
 */
public final class Gzip {

  private static final int HEADER = 10;
  private static final int TRAILER = 8;
  private static final int HAS_CRC = 2;
  private static final int HAS_EXTRA = 4;
  private static final int HAS_NAME = 8;
  private static final int HAS_COMMENT = 16;
  private static final int FIRST = 8 * 1024;

  private final byte[] packed;
  private final int most;
  private final LongPredicate room;
  private final Inflater inflater = new Inflater(true);
  private final CRC32 checksum = new CRC32();
  private byte[] inflated = {};
  private int length;
  private int at;

  private Gzip(byte[] packed, int most, LongPredicate room) {
    this.packed = packed;
    this.most = most;
    this.room = room;
  }

  /** Whether bytes begin like gzip. */
  public static boolean isGzip(byte[] bytes) {
    return bytes.length > 2 && bytes[0] == 0x1F && bytes[1] == (byte) 0x8B;
  }

  /**
   * Inflates all members.
   *
   * @param most how many bytes the result may have
   * @param room asked for bytes before they are used; false if there is no room for them
   * @throws UnreadableRequestException 400 if it is no gzip, damaged or cut off; 413 if the result
   *     would be larger; 503 if there is no room
   */
  public static byte[] inflate(byte[] packed, int most, LongPredicate room)
      throws UnreadableRequestException {
    Gzip gzip = new Gzip(packed, most, room);
    try {
      do {
        gzip.member();
      } while (gzip.at < packed.length);
      return gzip.length == gzip.inflated.length
          ? gzip.inflated
          : Arrays.copyOf(gzip.inflated, gzip.length);
    } catch (DataFormatException | ArrayIndexOutOfBoundsException e) {
      throw damaged();
    } finally {
      gzip.inflater.end();
    }
  }

  private void member() throws UnreadableRequestException, DataFormatException {
    header();
    inflater.reset();
    checksum.reset();
    inflater.setInput(packed, at, packed.length - at);
    int begin = length;
    while (!inflater.finished()) {
      if (length == inflated.length) {
        grow();
      }
      int count = inflater.inflate(inflated, length, inflated.length - length);
      if (count == 0 && (inflater.needsInput() || inflater.needsDictionary())) {
        throw damaged();
      }
      checksum.update(inflated, length, count);
      length += count;
      if (length > most) {
        throw UnreadableRequestException.tooLarge(
            "the body inflates to more than " + most + " bytes; send less at once");
      }
    }
    at = packed.length - inflater.getRemaining();
    if (word(at) != (int) checksum.getValue() || word(at + 4) != length - begin) {
      throw damaged();
    }
    at += TRAILER;
  }

  private void header() throws UnreadableRequestException {
    if (packed[at] != 0x1F || packed[at + 1] != (byte) 0x8B || packed[at + 2] != 8) {
      throw damaged();
    }
    int flags = packed[at + 3];
    at += HEADER;
    if ((flags & HAS_EXTRA) != 0) {
      at += 2 + (packed[at] & 0xFF) + ((packed[at + 1] & 0xFF) << 8);
    }
    skipText(flags & HAS_NAME);
    skipText(flags & HAS_COMMENT);
    at += (flags & HAS_CRC) != 0 ? 2 : 0;
    if (at > packed.length) {
      throw damaged();
    }
  }

  private void skipText(int flag) {
    if (flag != 0) {
      while (packed[at] != 0) {
        at++;
      }
      at++;
    }
  }

  private int word(int from) {
    return (packed[from] & 0xFF)
        | (packed[from + 1] & 0xFF) << 8
        | (packed[from + 2] & 0xFF) << 16
        | (packed[from + 3] & 0xFF) << 24;
  }

  /** Doubles the size, up to one byte more than allowed, which shows that it is too much. */
  private void grow() throws UnreadableRequestException {
    int size = (int) Math.min(most + 1L, Math.max(FIRST, 2L * inflated.length));
    if (!room.test(size - inflated.length)) {
      throw UnreadableRequestException.noRoom();
    }
    inflated = Arrays.copyOf(inflated, size);
  }

  private static UnreadableRequestException damaged() {
    return UnreadableRequestException.malformed("the body is no gzip, or is damaged or cut off");
  }
}
