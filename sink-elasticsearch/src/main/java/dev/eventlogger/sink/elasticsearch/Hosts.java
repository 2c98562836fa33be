package dev.eventlogger.sink.elasticsearch;

import static java.util.Comparator.comparingLong;

import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Which host is asked next: each in turn, except for those that failed lately. Thread-safe.
 *
 * <p>A host that failed is left alone for a minute, and after each further failure for longer, up
 * to half an hour, as in the client's own transport.
 */
final class Hosts {

  private static final Duration FIRST_PAUSE = Duration.ofMinutes(1);
  private static final Duration LONGEST_PAUSE = Duration.ofMinutes(30);

  private final List<URI> all;
  private final LongSupplier nanoTime;
  private final AtomicInteger turn = new AtomicInteger();
  private final Map<URI, Rest> resting = new ConcurrentHashMap<>();

  private record Rest(int failures, long until) {}

  Hosts(List<URI> all, LongSupplier nanoTime) {
    this.all = List.copyOf(all);
    this.nanoTime = nanoTime;
  }

  /** The hosts to ask, in order; if all of them rest, the one whose rest ends first. */
  List<URI> inTurn() {
    long now = nanoTime.getAsLong();
    List<URI> ready = new ArrayList<>(all.stream().filter(host -> left(host, now) <= 0).toList());
    if (ready.isEmpty()) {
      return List.of(Collections.min(all, comparingLong(host -> left(host, now))));
    }
    Collections.rotate(ready, -Math.floorMod(turn.getAndIncrement(), ready.size()));
    return ready;
  }

  private long left(URI host, long now) {
    Rest rest = resting.get(host);
    return rest == null ? 0 : rest.until - now;
  }

  void answered(URI host) {
    resting.remove(host);
  }

  void failed(URI host) {
    long now = nanoTime.getAsLong();
    resting.compute(host, (unused, rest) -> longer(rest, now));
  }

  private static Rest longer(@Nullable Rest before, long now) {
    int failures = before == null ? 1 : before.failures + 1;
    double factor = Math.pow(2, (failures - 1) / 2.0);
    long pause = Math.round(FIRST_PAUSE.toNanos() * factor);
    return new Rest(failures, now + Math.min(pause, LONGEST_PAUSE.toNanos()));
  }
}
