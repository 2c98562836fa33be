package dev.eventlogger.delivery;

import dev.eventlogger.event.Event;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Events of a batch that are sent together, their number of tries, and the strikes against them.
 * For the log's thread.
 */
final class Part {

  // Only events that were taken from the queue, and first sent, together may be joined again.
  private final Object batch;
  private final Instant since;
  private List<Event> events;
  private int tries;
  private int strikes;
  private long struckSince;
  private long restsUntil;

  /** Creates a part of events that were not sent yet, at least one. */
  Part(List<Event> events) {
    this(new Object(), events, 0, Instant.now());
  }

  private Part(Object batch, List<Event> events, int tries, Instant since) {
    this.batch = batch;
    this.events = events;
    this.tries = tries;
    this.since = since;
  }

  /** Some of these events, with the same number of tries. */
  Part some(int from, int to) {
    return new Part(batch, events.subList(from, to), tries, since);
  }

  /** These events joined with those of the next part; null if they are not of the same batch. */
  @Nullable Part with(Part next) {
    if (batch != next.batch) {
      return null;
    }
    List<Event> both = new ArrayList<>(events);
    both.addAll(next.events);
    return new Part(batch, both, Math.max(tries, next.tries), since);
  }

  List<Event> events() {
    return events;
  }

  Event first() {
    return events.get(0);
  }

  boolean isSingle() {
    return events.size() == 1;
  }

  /** How many calls of the sink held these events. */
  int tries() {
    return tries;
  }

  /** When the first of these calls was. */
  Instant since() {
    return since;
  }

  /** Notes that they were sent once more. */
  void tried() {
    tries++;
  }

  /** Keeps only those that are not settled. */
  void keepOnly(List<Event> rest) {
    events = rest;
  }

  /** Notes that the sink failed on them, and then took others. */
  void strike(long now, long rest) {
    struckSince = strikes == 0 ? now : struckSince;
    restsUntil = now + rest;
    strikes++;
  }

  /** How often in a row the sink failed on these and then took others. */
  int strikes() {
    return strikes;
  }

  /** How long ago the first strike was, in nanoseconds. */
  long struckFor(long now) {
    return now - struckSince;
  }

  /** How long this must not be sent, in nanoseconds; zero or less if it may be. */
  long restLeft(long now) {
    return strikes == 0 ? 0 : restsUntil - now;
  }
}
