package dev.eventlogger.seal;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;

/**
 * Notes one after the other, as anchors keep them: each is a text, an empty line, and lines of
 * signatures. Where one ends can be seen, since no text of ours begins with a signature's dash. For
 * one thread, once.
 */
public final class Notes {

  private static final int MOST_BYTES = 1_000_000;
  private static final byte[] DASH = "— ".getBytes(UTF_8);

  private final InputStream in;
  private final NoteTaker taker;
  private final ByteArrayOutputStream note = new ByteArrayOutputStream();
  private boolean isTextRead;
  private boolean isTooLarge;

  private Notes(InputStream in, NoteTaker taker) {
    this.in = in;
    this.taker = taker;
  }

  /**
   * Reads notes, of which one is in memory at a time. Nothing is said of whether they are any: what
   * stands between two of them, or was cut off, is given out as one more. One of more than
   * 1,000,000 bytes is passed over, and said to be unreadable.
   *
   * @param in is read to its end, and left open
   * @throws IOException if it cannot be read
   */
  public static void read(InputStream in, NoteTaker taker) throws IOException {
    new Notes(new BufferedInputStream(in), taker).read();
  }

  private void read() throws IOException {
    for (byte[] line = line(); line.length > 0; line = line()) {
      if (isTextRead && !isSignature(line)) {
        end();
      }
      boolean isEmpty = line.length == 1 && line[0] == '\n';
      if (!isEmpty || note.size() > 0 || isTooLarge) {
        add(line);
        isTextRead |= isEmpty;
      }
    }
    end();
  }

  /** Of a note that is too large, nothing is kept. */
  private void add(byte[] line) throws IOException {
    isTooLarge |= note.size() + line.length > MOST_BYTES;
    if (isTooLarge) {
      note.reset();
    } else {
      note.write(line);
    }
  }

  private void end() {
    if (isTooLarge) {
      taker.unreadable("this is no note: it has more than " + MOST_BYTES + " bytes");
    } else if (note.size() > 0) {
      taker.accept(note.toByteArray());
    }
    note.reset();
    isTextRead = false;
    isTooLarge = false;
  }

  private static boolean isSignature(byte[] line) {
    for (int i = 0; i < DASH.length; i++) {
      if (i == line.length || line[i] != DASH[i]) {
        return false;
      }
    }
    return true;
  }

  /**
   * With its end, unless it is the last one and has none; nothing at the end of all. Of one that is
   * too large, the beginning.
   */
  private byte[] line() throws IOException {
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    for (int read = in.read(); read >= 0; read = in.read()) {
      if (line.size() <= MOST_BYTES) {
        line.write(read);
      }
      if (read == '\n') {
        break;
      }
    }
    return line.toByteArray();
  }
}
