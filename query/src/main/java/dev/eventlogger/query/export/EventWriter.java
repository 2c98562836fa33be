package dev.eventlogger.query.export;

import dev.eventlogger.event.Event;
import java.io.IOException;
import java.util.List;

/**
 * Writes events to a stream one by one, and keeps none of them. For one thread, once.
 *
 * <p>The caller owns the stream and closes it. Output that was not {@linkplain #finish finished} is
 * incomplete, and in forms that have an end this shows.
 */
public interface EventWriter {

  /** Writes one more. */
  void write(Event event) throws IOException;

  /** Writes what belongs at the end, and flushes. Nothing is written after it. */
  void finish() throws IOException;

  /**
   * What could not be represented in the form, one sentence each; complete after {@link #finish}.
   * Empty for a form that can hold everything.
   */
  default List<String> remarks() {
    return List.of();
  }
}
