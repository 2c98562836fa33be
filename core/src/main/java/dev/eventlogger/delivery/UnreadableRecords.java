package dev.eventlogger.delivery;

import dev.eventlogger.event.Event;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;

/**
 * Keeps what came from elsewhere and is no event, as dead letters of a log that no configuration
 * can have. Each is on disk when {@link #bury} returns. For one thread.
 */
public final class UnreadableRecords implements AutoCloseable {

  /** The log in whose name they are kept. */
  public static final String LOG = "_unreadable";

  private final DeadLetterFile letters;

  UnreadableRecords(Path folder, DeliverySettings settings) {
    letters = new DeadLetterFile(folder, LOG, DeadLetterFile.MOST_BYTES, settings.fileMode());
  }

  /**
   * Keeps one.
   *
   * @param record an event that says what it was, and where
   * @param reason why it is none
   */
  public void bury(Event record, String reason) throws IOException {
    Instant now = Instant.now();
    letters.add(new DeadLetter(record, LOG, reason, 1, now, now));
  }

  @Override
  public void close() throws IOException {
    letters.close();
  }
}
