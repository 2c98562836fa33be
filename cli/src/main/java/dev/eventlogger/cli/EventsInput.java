package dev.eventlogger.cli;

import static java.util.Objects.requireNonNull;

import dev.eventlogger.event.Problem;
import dev.eventlogger.event.Reading;
import dev.eventlogger.formats.EventReader;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Lines of events, in a file or on standard input, read one by one however many there are. */
final class EventsInput {

  private final Path file;
  private @Nullable LineReader lines;
  private volatile boolean isStopped;

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

  /** Handles lines. */
  interface LineConsumer {
    /**
     * Takes a line that is not blank.
     *
     * @param number counted from 1, including blank lines
     * @param progress to clear before anything is printed
     */
    void accept(long number, Reading reading, Progress progress);
  }

  /**
   * Reads until the end, or until it is stopped.
   *
   * @throws UserMistake if not even the first line can be read
   * @throws IOException if a later line cannot be read, saying which
   */
  void forEach(EventReader reader, LineConsumer consumer) throws IOException {
    Progress progress = Progress.onTerminal(size());
    try (InputStream in = isStandardInput() ? System.in : Files.newInputStream(file)) {
      LineReader reading = new LineReader(in);
      lines = reading;
      while (!isStopped && advance(reading)) {
        if (!reading.isBlank()) {
          consumer.accept(reading.number(), read(reader, reading), progress);
        }
        progress.at(reading.number(), reading.bytesRead());
      }
    } finally {
      progress.clear();
    }
  }

  private boolean advance(LineReader reading) throws IOException {
    try {
      return reading.advance();
    } catch (IOException e) {
      String words = name() + ": cannot be read";
      if (reading.number() == 0) {
        throw new UserMistake(words + ": " + e.getMessage());
      }
      throw new IOException(words + " after line " + reading.number() + ": " + e.getMessage(), e);
    }
  }

  /** Stops after the current line. From any thread. */
  void stop() {
    isStopped = true;
  }

  /** The bytes of the line that is being consumed, without its end. */
  byte[] line() {
    LineReader reading = requireNonNull(lines);
    return Arrays.copyOf(reading.bytes(), reading.length());
  }

  /** The name of the input in messages. */
  String name() {
    return isStandardInput() ? "standard input" : file.toString();
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
