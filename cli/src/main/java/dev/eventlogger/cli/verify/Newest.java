package dev.eventlogger.cli.verify;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.eventlogger.seal.Checkpoint;
import dev.eventlogger.seal.Note;
import java.util.List;

/**
 * A checkpoint that somebody handed to us, signed or not: what it says has to be known before it
 * can be said whose signature it must have. Immutable.
 *
 * @param from where it is from, for people
 * @param note with the signatures that could be read, of which nobody has checked any
 */
record Newest(String from, Note note, Checkpoint checkpoint) {

  /**
   * Reads a checkpoint. One whose signatures were taken off, or damaged, is one without any.
   *
   * @throws IllegalArgumentException if it says neither origin, nor size, nor root
   */
  static Newest read(String from, byte[] bytes) {
    Note note;
    try {
      note = Note.parse(bytes);
    } catch (IllegalArgumentException e) {
      String all = new String(bytes, UTF_8);
      int end = all.indexOf("\n\n");
      note = new Note(end < 0 ? all : all.substring(0, end + 1), List.of());
    }
    return new Newest(from, note, Checkpoint.parse(note));
  }

  long size() {
    return checkpoint.size();
  }
}
