package dev.eventlogger.delivery;

import java.util.List;

/**
 * How full a log's queue is.
 *
 * @param events events in it, or on their way to the sink
 * @param bytes bytes of JSON in it
 * @param mostEvents events that it has room for; {@code Long.MAX_VALUE} for a journal, which is
 *     bounded only by bytes
 * @param mostBytes bytes of JSON that it has room for
 */
public record QueueFill(long events, long bytes, long mostEvents, long mostBytes) {

  /** How many of some events fit, counted from the first; at least one if the queue is empty. */
  int fitting(List<byte[]> more) {
    long size = bytes;
    for (int count = 0; count < more.size(); count++) {
      size += more.get(count).length;
      boolean fits = events + count < mostEvents && size <= mostBytes;
      if (!fits && events + count > 0) {
        return count;
      }
    }
    return more.size();
  }
}
