package dev.eventlogger.server.trust;

import java.net.InetAddress;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;

/**
 * Limits how many requests each address and each key may send. Thread-safe.
 *
 * <p>Each has a bucket of tokens: a request takes one, time refills it. IPv6 addresses count by
 * their first 64 bits, the prefix of a household; at most 100,000 addresses are remembered, and the
 * least recently seen are forgotten.
 */
public final class RateLimits {

  private static final int MOST_ADDRESSES = 100_000;
  private static final int SHARDS = 16;

  private final Rate ofAddress;
  private final Rate ofKey;
  private final LongSupplier nanoTime;
  private final Shard[] shards = new Shard[SHARDS];
  private final Map<String, Bucket> keys = new ConcurrentHashMap<>();

  /** Limits with one rate for every address, and one for every key without a rate of its own. */
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
   * Counts a request of an address, before the caller is known, so that guessing keys is limited
   * too. This machine's own requests do not count.
   *
   * @throws RefusedException 429, with the time to wait
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
   * Counts a request of a key. Callers without a key, such as those with a provider's token, count
   * by their address alone.
   *
   * @throws RefusedException 429, with the time to wait
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

  /** How many addresses are remembered. */
  int addresses() {
    int addresses = 0;
    for (Shard shard : shards) {
      addresses += shard.size();
    }
    return addresses;
  }

  /** A share of the addresses, so that threads seldom wait for each other. */
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

  /** A bucket of tokens, refilled over time. */
  private final class Bucket {

    private final Rate rate;
    private double tokens;
    private long countedAt;

    Bucket(Rate rate) {
      this.rate = rate;
      tokens = rate.burst();
      countedAt = nanoTime.getAsLong();
    }

    /** Takes a token and returns 0, or returns the nanoseconds until there is one. */
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
