package dev.eventlogger.seal;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;

/**
 * Notes one after the other, as anchors keep them: each is a text, an empty line, and signature
 * lines. The end of each can be recognized, since no text of ours begins with a signature's dash.
 * For one thread, once.
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
   * Reads notes, of which one is in memory at a time. They are not checked: whatever stands between
   * two notes, or was cut off, is passed on as if it were one. A note of more than 1,000,000 bytes
   * is skipped, and reported as unreadable.
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

  /** Keeps nothing of a note that is too large. */
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
   * The next line with its line feed, which the last line may lack; empty at the end of the input.
   * Of a line that is too long, only the beginning.
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
