package dev.eventlogger.server.http;

import dev.eventlogger.server.trust.Household;
import java.net.InetAddress;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Limits the memory that all bodies take together, so that many senders cannot exhaust it. One
 * address gets at most a share of it. Thread-safe.
 */
final class BytesInFlight {

  private static final int SHARES = 8;

  private final long most;
  private final long mostOfAddress;
  private final AtomicLong taken = new AtomicLong();
  private final ConcurrentHashMap<Household, Long> byAddress = new ConcurrentHashMap<>();

  /**
   * Room for bodies.
   *
   * @param most bytes of all bodies together
   * @param mostOfOne bytes that one request may need; the share of an address is at least this
   */
  BytesInFlight(long most, long mostOfOne) {
    this.most = most;
    mostOfAddress = Math.max(mostOfOne, most / SHARES);
  }

  /** The part of one request, which takes nothing yet. */
  Part part(InetAddress address) {
    return new Part(Household.of(address));
  }

  /** How many bytes are taken now. */
  long taken() {
    return taken.get();
  }

  /** What one request takes. For one thread at a time. */
  final class Part {

    private final Household address;
    private long bytes;

    private Part(Household address) {
      this.address = address;
    }

    /** Takes more; false if there is no room. */
    boolean take(long more) {
      if (taken.addAndGet(more) > most) {
        taken.addAndGet(-more);
        return false;
      }
      boolean[] fits = {false};
      byAddress.compute(
          address,
          (key, before) -> {
            long now = (before == null ? 0 : before) + more;
            fits[0] = now <= mostOfAddress;
            return fits[0] ? Long.valueOf(now) : before;
          });
      if (!fits[0]) {
        taken.addAndGet(-more);
        return false;
      }
      bytes += more;
      return true;
    }

    /** Gives all of it back. */
    void release() {
      if (bytes == 0) {
        return;
      }
      taken.addAndGet(-bytes);
      byAddress.computeIfPresent(
          address, (key, before) -> before <= bytes ? null : Long.valueOf(before - bytes));
      bytes = 0;
    }
  }
}
