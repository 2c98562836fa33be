package dev.eventlogger.intake.policy;

import dev.eventlogger.event.EventDraft;
import dev.eventlogger.event.JsonValues;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/**
 * Keeps a share of the events of some names: for each name always those of the same users, by a
 * hash that must never change. Thread-safe.
 */
final class Sampling {

  private static final long START = 0x9e3779b97f4a7c15L;
  private static final int DOUBLE_BITS = 53;

  private final Map<String, Share> shares;

  /**
   * The share to keep of the events of one name.
   *
   * @param seed the hash of the name, which that of the user continues
   */
  private record Share(long seed, double rate, String place) {}

  Sampling(Map<String, Double> rates) {
    Map<String, Share> prepared = new HashMap<>();
    rates.forEach(
        (name, rate) ->
            prepared.put(name, new Share(seed(name), rate, "EVENT_POLICY.sampling." + name)));
    shares = Map.copyOf(prepared);
  }

  boolean wantsAll() {
    return shares.isEmpty();
  }

  @Nullable String refuses(EventDraft draft, Map<String, ?> surrounding) {
    if (shares.isEmpty()) {
      return null;
    }
    Share share = shares.get(draft.name());
    if (share == null) {
      return null;
    }
    return position(share, draft, surrounding) < share.rate() ? null : share.place();
  }

  /** False if the event is refused whatever its context; its user may be unknown. */
  boolean mayWant(EventDraft draft, boolean anyUid) {
    Share share = shares.get(draft.name());
    if (share == null) {
      return true;
    }
    if (anyUid || draft.uid() == null) {
      return share.rate() > 0;
    }
    return position(share.seed(), draft.uid()) < share.rate();
  }

  @Nullable String placeOf(EventDraft draft) {
    Share share = shares.get(draft.name());
    return share == null ? null : share.place();
  }

  /** The position of an event, from 0 (inclusive) to 1 (exclusive). */
  private static double position(Share share, EventDraft draft, Map<String, ?> surrounding) {
    if (draft.uid() != null) {
      return position(share.seed(), draft.uid());
    }
    String session = JsonValues.scalarText(UserContext.session(draft, surrounding));
    return session == null || session.isEmpty()
        ? ThreadLocalRandom.current().nextDouble()
        : position(share.seed(), session);
  }

  private static long seed(String name) {
    return hash(START, name + '\0');
  }

  private static double position(long seed, String who) {
    return (hash(seed, who) >>> (Long.SIZE - DOUBLE_BITS)) * 0x1p-53;
  }

  private static long hash(long start, String text) {
    long hash = start;
    for (int i = 0; i < text.length(); i++) {
      hash = mixed(hash ^ text.charAt(i));
    }
    return hash;
  }

  /** The last step of MurmurHash3: every bit of the result depends on every bit of the input. */
  private static long mixed(long hash) {
    long mixed = (hash ^ (hash >>> 33)) * 0xff51afd7ed558ccdL;
    mixed = (mixed ^ (mixed >>> 33)) * 0xc4ceb9fe1a85ec53L;
    return mixed ^ (mixed >>> 33);
  }
}
