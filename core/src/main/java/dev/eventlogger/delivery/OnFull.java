package dev.eventlogger.delivery;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What happens to an event that finds its log's queue full.
 *
 * @param action what happens
 * @param timeout how long {@link Action#BLOCK} makes the caller wait, at most a day; zero for the
 *     other actions
 */
public record OnFull(Action action, Duration timeout) {

  /** What happens. */
  public enum Action {
    /** The event is dropped. */
    DROP_NEWEST,
    /** The events that have waited longest are lost, until there is room. */
    DROP_OLDEST,
    /** The caller waits; the event is dropped if there is still no room after that. */
    BLOCK
  }

  // Before the constants, whose constructor reads it.
  private static final Duration LONGEST = Duration.ofDays(1);

  /** Drops the event; the caller never waits. The default, except with {@code sync: always}. */
  public static final OnFull DROP_NEWEST = new OnFull(Action.DROP_NEWEST, Duration.ZERO);

  /** Drops the oldest events; the caller never waits. */
  public static final OnFull DROP_OLDEST = new OnFull(Action.DROP_OLDEST, Duration.ZERO);

  private static final Pattern BLOCK = Pattern.compile("block\\((\\d{1,9})(ms|s|m)\\)");

  public OnFull {
    requireNonNull(action, "action");
    requireNonNull(timeout, "timeout");
    if (timeout.isNegative() || timeout.compareTo(LONGEST) > 0) {
      throw new IllegalArgumentException("block must wait for 0s to 1440m, which is a day");
    }
  }

  /** Makes the caller wait. */
  public static OnFull block(Duration timeout) {
    return new OnFull(Action.BLOCK, timeout);
  }

  /**
   * Reads {@code drop-newest}, {@code drop-oldest} or {@code block(2s)}.
   *
   * @throws IllegalArgumentException if the text is none of these, or the wait is longer than a day
   */
  public static OnFull parse(String text) {
    Matcher block = BLOCK.matcher(text);
    if (block.matches()) {
      return block(duration(Long.parseLong(block.group(1)), block.group(2)));
    }
    return switch (text) {
      case "drop-newest" -> DROP_NEWEST;
      case "drop-oldest" -> DROP_OLDEST;
      default ->
          throw new IllegalArgumentException(
              "must be drop-newest, drop-oldest, or block with the longest wait, as in block(2s)");
    };
  }

  private static Duration duration(long amount, String unit) {
    return switch (unit) {
      case "ms" -> Duration.ofMillis(amount);
      case "s" -> Duration.ofSeconds(amount);
      default -> Duration.ofMinutes(amount);
    };
  }
}
