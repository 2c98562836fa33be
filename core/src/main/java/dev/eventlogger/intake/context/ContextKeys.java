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
 * application's {@link ContextSource}. A missing value is the empty text.
 */
public final class ContextKeys {

  private static final String ENVIRONMENT = "env.";

  // What the JVM replaces bytes by that it cannot decode.
  private static final char NOT_TEXT = '\uFFFD';
  private static final DateTimeFormatter GRAMEX_TIME =
      DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss'Z'", Locale.ROOT).withZone(ZoneOffset.UTC);

  private final KeyTree keys = new KeyTree();
  private final GuardedSource source;
  private final Clock clock;

  /**
   * Creates a collector of some keys.
   *
   * @param source asked on the thread that logs
   * @param clock tells the time of events that have none yet
   * @param environment the variables for {@code env.…}, read once
   * @throws IllegalArgumentException if the JVM could not decode a variable that is wanted
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
      if (variable.indexOf(NOT_TEXT) >= 0) {
        throw new IllegalArgumentException(
            "keys: "
                + key
                + " holds what is not text in the encoding of the locale; set it in UTF-8, and run this"
                + " in a locale such as C.UTF-8");
      }
      return time -> variable;
    }
    return time -> source.answer(key);
  }

  // A time beyond the range of events needs an answer too: intake refuses it later, and says why.

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
   * The values for an event that is being logged. The event's own values take precedence: this is
   * the base of {@link dev.eventlogger.event.Nesting#merge}.
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
