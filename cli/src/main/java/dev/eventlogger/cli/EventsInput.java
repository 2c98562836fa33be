package dev.eventlogger.cli;

import dev.eventlogger.event.EventReader;
import dev.eventlogger.event.Problem;
import dev.eventlogger.event.Reading;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/** Lines of events, in a file or on standard input. Read one by one, however many there are. */
final class EventsInput {

  private final Path file;

  private EventsInput(Path file) {
    this.file = file;
  }

  /**
   * The lines of a file, or of standard input if it is called {@code -}.
   *
   * @throws UserMistake if it cannot be read
   */
  static EventsInput of(Path file) {
    EventsInput input = new EventsInput(file);
    if (!input.isStandardInput() && (!Files.isReadable(file) || Files.isDirectory(file))) {
      throw new UserMistake(file + ": cannot be read; name a file of JSON lines, or -");
    }
    return input;
  }

  /** What is done with a line. */
  interface LineConsumer {
    /**
     * Takes a line that is not blank.
     *
     * @param number counted from 1, blank lines too
     * @param progress to clear before anything is printed
     */
    void accept(long number, Reading reading, Progress progress);
  }

  void forEach(EventReader reader, LineConsumer consumer) throws IOException {
    Progress progress = Progress.onTerminal(size());
    try (InputStream in = isStandardInput() ? System.in : Files.newInputStream(file)) {
      LineReader lines = new LineReader(in);
      while (lines.advance()) {
        if (!lines.isBlank()) {
          consumer.accept(lines.number(), read(reader, lines), progress);
        }
        progress.at(lines.number(), lines.bytesRead());
      }
    }
    progress.clear();
  }

  private static Reading read(EventReader reader, LineReader lines) {
    return lines.isTooLong()
        ? Reading.refused(new Problem("", "the line is too long to be an event"))
        : reader.read(lines.bytes(), 0, lines.length());
  }

  private boolean isStandardInput() {
    return file.toString().equals("-");
  }

  /** Bytes to read; 0 if that is not known. */
  private long size() throws IOException {
    return isStandardInput() ? 0 : Files.size(file);
  }
}
