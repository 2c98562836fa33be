package dev.eventlogger.seal;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/** A file to which notes are appended, whose last note may be cut off. Stateless. */
public final class NoteFile {

  private NoteFile() {}

  /**
   * Reads a file. A note that is cut off at its end is reported, not passed on.
   *
   * @throws IOException if it cannot be read, or not to the end
   */
  public static void read(Path file, NoteTaker taker) throws IOException {
    LastHeldBack last = held(file, taker);
    if (last.isWhole()) {
      taker.accept(last.held);
    } else if (last.held.length > 0) {
      taker.cutOff("ends with a checkpoint that was cut off");
    }
  }

  /** Whether another note may be appended: the file is empty, or ends with a whole note. */
  public static boolean isWhole(Path file) throws IOException {
    LastHeldBack last = held(file, note -> {});
    return last.held.length == 0 ? !last.isUnreadable : last.isWhole();
  }

  private static LastHeldBack held(Path file, NoteTaker taker) throws IOException {
    LastHeldBack last = new LastHeldBack(taker);
    try (InputStream in = Files.newInputStream(file)) {
      Notes.read(in, last);
    }
    return last;
  }

  /** Passes each note on only when something else follows it. */
  private static final class LastHeldBack implements NoteTaker {
    private final NoteTaker taker;
    private byte[] held = new byte[0];
    private boolean isUnreadable;

    LastHeldBack(NoteTaker taker) {
      this.taker = taker;
    }

    @Override
    public void accept(byte[] note) {
      giveOut();
      held = note;
      isUnreadable = false;
    }

    @Override
    public void unreadable(String what) {
      giveOut();
      held = new byte[0];
      isUnreadable = true;
      taker.unreadable(what);
    }

    private void giveOut() {
      if (held.length > 0) {
        taker.accept(held);
      }
    }

    boolean isWhole() {
      try {
        return held.length > 0 && !Note.parse(held).signatures().isEmpty();
      } catch (IllegalArgumentException e) {
        return false;
      }
    }
  }
}
