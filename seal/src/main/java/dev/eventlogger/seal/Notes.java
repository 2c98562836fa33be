package dev.eventlogger.seal;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.function.Consumer;

/**
 * Notes one after the other, as anchors keep them: each is a text, an empty line, and lines of
 * signatures. Where one ends can be seen, since no text of ours begins with a signature's dash. For
 * one thread, once.
 */
public final class Notes {

  private static final int MOST_BYTES = 1_000_000;
  private static final byte[] DASH = "— ".getBytes(UTF_8);

  private final InputStream in;
  private final Consumer<byte[]> each;
  private final ByteArrayOutputStream note = new ByteArrayOutputStream();
  private boolean isTextRead;

  private Notes(InputStream in, Consumer<byte[]> each) {
    this.in = in;
    this.each = each;
  }

  /**
   * Reads notes, of which one is in memory at a time. Nothing is said of whether they are any: what
   * stands between two of them, or was cut off, is given out as one more.
   *
   * @param in is read to its end, and left open
   * @throws IOException if it cannot be read, or one of them is very large
   */
  public static void read(InputStream in, Consumer<byte[]> each) throws IOException {
    new Notes(new BufferedInputStream(in), each).read();
  }

  private void read() throws IOException {
    for (byte[] line = line(); line.length > 0; line = line()) {
      if (isTextRead && !isSignature(line)) {
        end();
      }
      boolean isEmpty = line.length == 1 && line[0] == '\n';
      if (!isEmpty || note.size() > 0) {
        note.write(line);
        isTextRead |= isEmpty;
      }
    }
    end();
  }

  private void end() {
    if (note.size() > 0) {
      each.accept(note.toByteArray());
    }
    note.reset();
    isTextRead = false;
  }

  private static boolean isSignature(byte[] line) {
    for (int i = 0; i < DASH.length; i++) {
      if (i == line.length || line[i] != DASH[i]) {
        return false;
      }
    }
    return true;
  }

  /** With its end, unless it is the last one and has none; nothing at the end of all. */
  private byte[] line() throws IOException {
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    for (int read = in.read(); read >= 0; read = in.read()) {
      line.write(read);
      if (read == '\n') {
        break;
      }
      if (line.size() + note.size() > MOST_BYTES) {
        throw new IOException("these are no notes: one has more than " + MOST_BYTES + " bytes");
      }
    }
    return line.toByteArray();
  }
}
