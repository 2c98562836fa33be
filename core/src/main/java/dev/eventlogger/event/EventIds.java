package dev.eventlogger.event;

import java.nio.ByteBuffer;
import java.security.SecureRandom;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Makes UUIDv7 ids (RFC 9562) that rise within the process, even when the clock steps back. For one
 * thread: each thread has its own instance, and shares only the place of the latest id in the
 * order.
 *
 * <p>After the milliseconds, an id has a counter within the millisecond that starts at a random
 * number (method 1 of RFC 9562, section 6.2, with 20 bits), and then 54 random bits, which change
 * with the millisecond. If more ids are made than a millisecond can count, they run ahead of the
 * clock.
 */
final class EventIds {

  /** Makes ids rise within the whole process, not just within one event logger. */
  static final AtomicLong PROCESS = new AtomicLong();

  private static final SecureRandom RANDOM = new SecureRandom();
  private static final int RANDOM_BYTES = 256;

  private static final int COUNT_BITS = 20;
  private static final int TAIL_BITS = 54;
  private static final int TAIL_COUNT_BITS = 62 - TAIL_BITS;
  private static final int CHANCE_COUNT_BITS = Long.SIZE - TAIL_BITS;
  private static final long TAIL = (1L << TAIL_BITS) - 1;
  private static final long TAIL_COUNT = (1L << TAIL_COUNT_BITS) - 1;
  private static final long VERSION = 0x7000;
  private static final long VARIANT = 1L << 63;

  // The latest id of all threads: its milliseconds and, in the lower bits, its count.
  private final AtomicLong latest;
  private final ByteBuffer random = ByteBuffer.allocate(RANDOM_BYTES).limit(0);
  private long millisOfChance = Long.MIN_VALUE;
  private long chance;
  private long place;

  EventIds(AtomicLong latest) {
    this.latest = latest;
  }

  /** Makes the next id, higher than every earlier one. */
  void next(long millis) {
    if (millis != millisOfChance) {
      chance = nextRandom();
      millisOfChance = millis;
    }
    // The uppermost bit of a starting count is 0, so that at least half of all counts are left.
    long count = (chance >>> TAIL_BITS) << (COUNT_BITS - 1 - CHANCE_COUNT_BITS);
    long beginning = (millis << COUNT_BITS) | count;
    long before;
    do {
      before = latest.get();
      boolean isLater = millis > before >> COUNT_BITS;
      place = isLater ? beginning : before + 1;
    } while (!latest.compareAndSet(before, place));
  }

  private long nextRandom() {
    if (!random.hasRemaining()) {
      RANDOM.nextBytes(random.array());
      random.clear();
    }
    return random.getLong();
  }

  /** The upper half of the id made last: time, version, and most of the count. */
  long high() {
    return ((place >> COUNT_BITS) << 16) | VERSION | ((place >>> TAIL_COUNT_BITS) & 0xFFF);
  }

  /** The lower half of the id made last: variant, the rest of the count, and random bits. */
  long low() {
    return VARIANT | ((place & TAIL_COUNT) << TAIL_BITS) | (chance & TAIL);
  }

  /** The id made last. */
  UUID latest() {
    return new UUID(high(), low());
  }
}
