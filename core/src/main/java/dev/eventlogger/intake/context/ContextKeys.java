package dev.eventlogger.intake.context;

import static java.util.Objects.requireNonNull;

import dev.eventlogger.event.EventDraft;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/**
 * Collects the values of the configured context keys, as Gramex's {@code keys} do. Thread-safe.
 *
 * <p>{@code datetime}, {@code time} and {@code env.…} are answered here, all others by the
 * application's {@link ContextSource}. What is missing is the empty text.
 */
public final class ContextKeys {

  private static final String ENVIRONMENT = "env.";
  private static final DateTimeFormatter GRAMEX_TIME =
      DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss'Z'", Locale.ROOT).withZone(ZoneOffset.UTC);

  private final Branch keys = new Branch();
  private final GuardedSource source;
  private final Clock clock;

  /**
   * Collects some keys.
   *
   * @param source asked on the thread that logs
   * @param clock tells the time of events that do not know theirs
   * @param environment the variables for {@code env.…}, read once
   */
  public ContextKeys(
      ContextSettings settings,
      ContextSource source,
      Clock clock,
      Map<String, String> environment) {
    this.source = new GuardedSource(source);
    this.clock = requireNonNull(clock, "clock");
    for (ContextKey key : settings.keys()) {
      keys.add(key.toString(), value(key.toString(), environment));
    }
  }

  private Function<Instant, Object> value(String key, Map<String, String> environment) {
    if (key.equals("datetime")) {
      return ContextKeys::datetime;
    }
    if (key.equals("time")) {
      return ContextKeys::millis;
    }
    if (key.startsWith(ENVIRONMENT)) {
      String variable = environment.getOrDefault(key.substring(ENVIRONMENT.length()), "");
      return time -> variable;
    }
    return time -> source.answer(key);
  }

  // Times too far off for any event have some answer here too: intake refuses them, and says why.

  private static Object datetime(Instant time) {
    try {
      return GRAMEX_TIME.format(time);
    } catch (DateTimeException e) {
      return "";
    }
  }

  private static Object millis(Instant time) {
    return TimeUnit.SECONDS.toMillis(time.getEpochSecond())
        + TimeUnit.NANOSECONDS.toMillis(time.getNano());
  }

  /**
   * The values for an event that is being logged. What the event says itself wins: see {@link
   * dev.eventlogger.event.Nesting#merge}, of which this is the base.
   *
   * @return nested, unmodifiable; empty if there are no keys
   */
  public Map<String, ?> collect(EventDraft draft) {
    if (keys.isEmpty()) {
      return Map.of();
    }
    Instant createdAt = draft.createdAt();
    return keys.apply(createdAt != null ? createdAt : clock.instant());
  }
}
