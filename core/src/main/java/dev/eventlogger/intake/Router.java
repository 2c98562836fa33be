package dev.eventlogger.intake;

import dev.eventlogger.event.EventDraft;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Says which logs want an event, as a bit mask. Bit i stands for the log with the i-th {@code
 * when}. Immutable.
 */
public final class Router {

  private final List<When> whens;
  private final long unconditional;

  /**
   * Creates a router for logs in their order.
   *
   * @param whens one for each log, at most 63
   */
  public Router(List<When> whens) {
    this.whens = List.copyOf(whens);
    long mask = 0;
    for (int log = 0; log < whens.size(); log++) {
      if (whens.get(log) == When.ALWAYS) {
        mask |= 1L << log;
      }
    }
    unconditional = mask;
  }

  /** All logs. */
  public long all() {
    return (1L << whens.size()) - 1;
  }

  /**
   * Which of some logs want an event.
   *
   * @param candidates the logs to ask
   */
  public long route(EventDraft draft, Map<String, ?> surrounding, long candidates) {
    long wanted = candidates & unconditional;
    for (long left = candidates & ~unconditional; left != 0; left &= left - 1) {
      int log = Long.numberOfTrailingZeros(left);
      if (whens.get(log).matches(draft, surrounding)) {
        wanted |= 1L << log;
      }
    }
    return wanted;
  }

  /**
   * Whether any of some logs may want an event whose data and context are not known yet.
   *
   * @param candidates the logs to ask
   * @param anyUid whether its user is not known either
   */
  boolean mayRoute(EventDraft draft, long candidates, boolean anyUid) {
    if ((candidates & unconditional) != 0) {
      return true;
    }
    for (long left = candidates; left != 0; left &= left - 1) {
      if (whens.get(Long.numberOfTrailingZeros(left)).mayMatch(draft, anyUid)) {
        return true;
      }
    }
    return false;
  }

  /** For each log, the key of its {@code when} that does not match; null if the log wants it. */
  List<@Nullable String> mismatches(EventDraft draft, Map<String, ?> surrounding) {
    List<@Nullable String> keys = new ArrayList<>();
    whens.forEach(when -> keys.add(when.mismatch(draft, surrounding)));
    return keys;
  }
}
