package dev.eventlogger.query.export;

import dev.eventlogger.event.Event;
import java.io.IOException;
import java.util.List;

/**
 * Writes events into a stream, each as it comes, and keeps none of them. For one thread, once.
 *
 * <p>The stream is the caller's, who closes it. What was not {@linkplain #finish finished} is not
 * whole, and where the form has an end it shows.
 */
public interface EventWriter {

  /** Writes one more. */
  void write(Event event) throws IOException;

  /** Writes what belongs at the end, and flushes. Nothing is written after it. */
  void finish() throws IOException;

  /**
   * What of the events did not fit the form, a sentence each; whole after {@link #finish}. Empty
   * for a form that holds everything.
   */
  default List<String> remarks() {
    return List.of();
  }
}
