package dev.eventlogger.cli.verify;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.eventlogger.seal.Checkpoint;
import dev.eventlogger.seal.Note;
import java.util.List;

/**
 * A checkpoint that was given to us, signed or not: it must be read before it is known whose
 * signature it must have. Immutable.
 *
 * @param from where it is from, for people
 * @param note with the signatures that could be read, none of them checked yet
 */
record Newest(String from, Note note, Checkpoint checkpoint) {

  /**
   * Reads a checkpoint. If its signatures were removed or damaged, it has none.
   *
   * @throws IllegalArgumentException if origin, size or root is missing
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
