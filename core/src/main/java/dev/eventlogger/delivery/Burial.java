package dev.eventlogger.delivery;

import dev.eventlogger.event.Event;
import java.io.IOException;
import java.time.Instant;

/** Turns events of one log into dead letters, and counts them. For the log's thread. */
final class Burial implements AutoCloseable {

  private final String log;
  private final DeadLetters letters;
  private final SettledCounts counts;
  private final FailureReports reports;

  Burial(String log, DeadLetters letters, SettledCounts counts, FailureReports reports) {
    this.log = log;
    this.letters = letters;
    this.counts = counts;
    this.reports = reports;
  }

  /**
   * Returns false if the event cannot be kept now: it will be sent, and refused, again.
   *
   * @param attempts how often it was sent
   */
  boolean bury(Event event, String reason, int attempts, Instant since) {
    try {
      letters.add(new DeadLetter(event, log, reason, attempts, since, Instant.now()));
      counts.dead(1);
      return true;
    } catch (IOException e) {
      reports.failed(e);
      return false;
    }
  }

  @Override
  public void close() {
    try {
      letters.close();
    } catch (IOException e) {
      reports.failed(e);
    }
  }
}
