package dev.eventlogger.server.trust;

import java.net.InetAddress;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;

/**
 * How many requests each address and each key may send. Thread-safe.
 *
 * <p>A bucket of tokens each: a request takes one, time brings them back. Addresses of IPv6 count
 * by their first 64 bits, of which a household has one; at most 100,000 addresses are known, and
 * those not seen for longest are forgotten.
 */
public final class RateLimits {

  private static final int MOST_ADDRESSES = 100_000;
  private static final int SHARDS = 16;

  private final Rate ofAddress;
  private final Rate ofKey;
  private final LongSupplier nanoTime;
  private final Shard[] shards = new Shard[SHARDS];
  private final Map<String, Bucket> keys = new ConcurrentHashMap<>();

  /** With the rates of every address, and of every key that has none of its own. */
  public RateLimits(Rate ofAddress, Rate ofKey) {
    this(ofAddress, ofKey, MOST_ADDRESSES, System::nanoTime);
  }

  RateLimits(Rate ofAddress, Rate ofKey, int mostAddresses, LongSupplier nanoTime) {
    this.ofAddress = ofAddress;
    this.ofKey = ofKey;
    this.nanoTime = nanoTime;
    for (int i = 0; i < SHARDS; i++) {
      shards[i] = new Shard(Math.max(1, mostAddresses / SHARDS));
    }
  }

  /**
   * Counts a request of an address: before it is known who sends it, so that guessing keys costs
   * time too. This machine's own requests do not count.
   *
   * @throws RefusedException 429 with when to try again
   */
  public void count(InetAddress address) throws RefusedException {
    if (address.isLoopbackAddress()) {
      return;
    }
    Household unit = Household.of(address);
    Shard shard = shards[Math.floorMod(unit.hashCode(), SHARDS)];
    long wait = shard.take(unit);
    if (wait > 0) {
      throw tooMany("too many requests from this address", wait);
    }
  }

  /**
   * Counts a request of a key. Who comes without one, by a token of his own say, counts by his
   * address alone.
   *
   * @throws RefusedException 429 with when to try again
   */
  public void count(Caller caller) throws RefusedException {
    if (Key.TAKEN.contains(caller.source())) {
      return;
    }
    Double own = caller.restrictions().rate();
    Rate rate = own == null ? ofKey : Rate.of(own);
    Bucket bucket =
        keys.compute(
            caller.source(),
            (source, known) -> known != null && known.rate.equals(rate) ? known : new Bucket(rate));
    long wait = bucket.take(nanoTime.getAsLong());
    if (wait > 0) {
      throw tooMany("too many requests with this key", wait);
    }
  }

  private static RefusedException tooMany(String what, long waitNanos) {
    return RefusedException.tooMany(what + "; try again later", Duration.ofNanos(waitNanos));
  }

  /** How many addresses are known. */
  int addresses() {
    int addresses = 0;
    for (Shard shard : shards) {
      addresses += shard.size();
    }
    return addresses;
  }

  /** Some of the addresses, so that threads seldom wait for each other. */
  private final class Shard {

    private final Map<Household, Bucket> buckets;

    Shard(int most) {
      buckets =
          new LinkedHashMap<>(16, 0.75f, true) {
            private static final long serialVersionUID = 1;

            @Override
            protected boolean removeEldestEntry(Map.Entry<Household, Bucket> eldest) {
              return size() > most;
            }
          };
    }

    synchronized long take(Household address) {
      long now = nanoTime.getAsLong();
      return buckets.computeIfAbsent(address, unused -> new Bucket(ofAddress)).take(now);
    }

    synchronized int size() {
      return buckets.size();
    }
  }

  /** Tokens, which come back with time. */
  private final class Bucket {

    private final Rate rate;
    private double tokens;
    private long countedAt;

    Bucket(Rate rate) {
      this.rate = rate;
      tokens = rate.burst();
      countedAt = nanoTime.getAsLong();
    }

    /** Takes a token; else says how many nanoseconds it takes until there is one. */
    synchronized long take(long now) {
      double perNano = rate.requestsPerSecond() / 1e9;
      tokens = Math.min(rate.burst(), tokens + Math.max(0, now - countedAt) * perNano);
      countedAt = now;
      if (tokens < 1) {
        return (long) Math.max(1, Math.ceil((1 - tokens) / perNano));
      }
      tokens -= 1;
      return 0;
    }
  }
}
