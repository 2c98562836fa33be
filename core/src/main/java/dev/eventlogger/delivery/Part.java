package dev.eventlogger.delivery;

import dev.eventlogger.event.Event;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Events of a batch that are sent together, how often they were, and what speaks against them. For
 * the log's thread.
 */
final class Part {

  // What was taken from the queue at once may be sent at once, and was first sent at once.
  private final Object batch;
  private final Instant since;
  private List<Event> events;
  private int tries;
  private int strikes;
  private long struckSince;
  private long restsUntil;

  /** Events that were not sent yet, at least one. */
  Part(List<Event> events) {
    this(new Object(), events, 0, Instant.now());
  }

  private Part(Object batch, List<Event> events, int tries, Instant since) {
    this.batch = batch;
    this.events = events;
    this.tries = tries;
    this.since = since;
  }

  /** Some of these events, which were sent as often as all. */
  Part some(int from, int to) {
    return new Part(batch, events.subList(from, to), tries, since);
  }

  /** These events and those of the next part; null if they are not of one batch. */
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

  /** They were sent once more. */
  void tried() {
    tries++;
  }

  /** Some of them are settled. */
  void keepOnly(List<Event> rest) {
    events = rest;
  }

  /** The sink failed on them, and then took others. */
  void strike(long now, long rest) {
    struckSince = strikes == 0 ? now : struckSince;
    restsUntil = now + rest;
    strikes++;
  }

  /** How often, one time after the other, the sink failed on these and then took others. */
  int strikes() {
    return strikes;
  }

  /** For how long that has been so. */
  long struckFor(long now) {
    return now - struckSince;
  }

  /** For how long it is not to be sent; zero or less if it may be. */
  long restLeft(long now) {
    return strikes == 0 ? 0 : restsUntil - now;
  }
}
