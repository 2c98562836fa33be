package dev.eventlogger.event;

import com.fasterxml.uuid.Generators;
import com.fasterxml.uuid.impl.TimeBasedEpochGenerator;
import java.util.UUID;
import java.util.function.LongSupplier;

/**
 * Makes UUIDv7 ids (RFC 9562) that rise, also when the clock steps back. Thread-safe.
 *
 * <p>The one static instance is what makes ids rise within the process and not just within one
 * event logger. The random part comes from {@link java.security.SecureRandom}.
 */
final class EventIds {

  static final EventIds PROCESS = new EventIds(System::currentTimeMillis);

  private final TimeBasedEpochGenerator generator = Generators.timeBasedEpochGenerator();
  private final LongSupplier clock;
  private long latestMillis;

  EventIds(LongSupplier clock) {
    this.clock = clock;
  }

  synchronized UUID next() {
    // The generator starts a new random part whenever the millisecond changes, in whichever
    // direction, and counts up within one: so it is never shown an earlier millisecond.
    latestMillis = Math.max(latestMillis, clock.getAsLong());
    return generator.construct(latestMillis);
  }
}
