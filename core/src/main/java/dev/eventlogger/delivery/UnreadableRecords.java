package dev.eventlogger.delivery;

import dev.eventlogger.event.Event;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;

/**
 * Keeps records from elsewhere that are not events, as dead letters. They belong to a log whose
 * name no configuration can use. Each is on disk when {@link #bury} returns. For one thread.
 */
public final class UnreadableRecords implements AutoCloseable {

  /** The name of that log. */
  public static final String LOG = "_unreadable";

  private final DeadLetterFile letters;

  UnreadableRecords(Path folder, DeliverySettings settings) {
    letters = new DeadLetterFile(folder, LOG, DeadLetterFile.MOST_BYTES, settings.fileMode());
  }

  /**
   * Keeps one record.
   *
   * @param record an event that says what was found, and where
   * @param reason why it is not an event
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
