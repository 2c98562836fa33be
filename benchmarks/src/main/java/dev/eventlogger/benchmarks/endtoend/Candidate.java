package dev.eventlogger.benchmarks.endtoend;

import dev.eventlogger.benchmarks.Shape;
import java.nio.file.Path;

/**
 * A way to log events to a file, set up for speed as its own documentation advises, and, where
 * possible, to lose nothing.
 */
interface Candidate {

  /**
   * Logs one of the events that it was opened with; from any thread.
   *
   * @param index from 0 to {@link Shape#EVENTS}, exclusive
   */
  void log(int index) throws Exception;

  /** Returns when all events are in the file. */
  void close() throws Exception;

  /** Opens a candidate, which then has its file to itself. */
  interface Opener {
    Candidate open(Path file, Shape shape) throws Exception;
  }
}
