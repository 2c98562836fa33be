package dev.eventlogger.cli;

import dev.eventlogger.delivery.DeadLetter;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/** Reads a file of dead letters line by line, however long it is. */
final class DeadLetterLines {

  private static final DeadLetterReader READER = new DeadLetterReader();

  private DeadLetterLines() {}

  /** Handles lines; they are counted from 1, and blank ones are skipped. */
  interface Consumer {
    void letter(long line, DeadLetter letter);

    /**
     * A line that holds no dead letter.
     *
     * @param reason without anything of the line
     */
    void unreadable(long line, String reason);
  }

  static void read(Path file, Consumer consumer) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      LineReader lines = new LineReader(in);
      while (lines.advance()) {
        if (!lines.isBlank()) {
          read(lines, consumer);
        }
      }
    }
  }

  private static void read(LineReader lines, Consumer consumer) {
    if (lines.isTooLong()) {
      consumer.unreadable(lines.number(), "the line is too long to be a dead letter");
      return;
    }
    DeadLetter letter;
    try {
      letter = READER.read(lines.bytes(), 0, lines.length());
    } catch (UnreadableLetterException e) {
      consumer.unreadable(lines.number(), String.valueOf(e.getMessage()));
      return;
    }
    consumer.letter(lines.number(), letter);
  }
}
