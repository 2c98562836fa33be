package dev.eventlogger.sink.elasticsearch;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.ResolverStyle;
import java.time.temporal.ChronoField;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Where documents go: to indices chosen by the time of an event, or to a data stream.
 *
 * <p>A name depends only on the configuration, the log's name and a time, and on nothing else of an
 * event. For one thread: the last name is cached.
 */
final class Destination {

  private static final Pattern PLACEHOLDER = Pattern.compile("\\{([^{}]*)}");
  private static final Pattern TIME =
      Pattern.compile("yyyy(?:[._-]?MM(?:[._-]?dd(?:[._-]?HH)?)?)?");
  private static final Pattern LEGAL = Pattern.compile("[a-z0-9][a-z0-9._-]*");
  private static final int MOST_BYTES = 200; // the server's limit is 255, including what it adds
  // The centuries of all times that a document can have.
  private static final List<String> CENTURIES = List.of("19", "20", "21", "22");
  private static final long SECONDS_PER_HOUR = 3600;

  private final String before;
  private final @Nullable DateTimeFormatter time;
  private final Pattern shape;
  private final String timePattern;
  private final String after;
  private final boolean isDataStream;
  private long cachedHour = Long.MIN_VALUE;
  private String cachedName = "";

  private Destination(String before, String timePattern, String after, boolean isDataStream) {
    this.before = before;
    this.timePattern = timePattern;
    this.after = after;
    this.isDataStream = isDataStream;
    time = timePattern.isEmpty() ? null : formatter(timePattern);
    shape =
        Pattern.compile(
            Pattern.quote(before)
                + timePattern
                    .replace(".", "\\.")
                    .replace("yyyy", "[0-9]{4}")
                    .replaceAll("MM|dd|HH", "[0-9]{2}")
                + Pattern.quote(after));
  }

  /** Parts that the pattern lacks default to the first month, day or hour. */
  private static DateTimeFormatter formatter(String pattern) {
    DateTimeFormatterBuilder formatter =
        new DateTimeFormatterBuilder().appendPattern(pattern.replace("yyyy", "uuuu"));
    if (!pattern.contains("MM")) {
      formatter.parseDefaulting(ChronoField.MONTH_OF_YEAR, 1);
    }
    if (!pattern.contains("dd")) {
      formatter.parseDefaulting(ChronoField.DAY_OF_MONTH, 1);
    }
    if (!pattern.contains("HH")) {
      formatter.parseDefaulting(ChronoField.HOUR_OF_DAY, 0);
    }
    return formatter
        .toFormatter(Locale.ROOT)
        .withZone(ZoneOffset.UTC)
        .withResolverStyle(ResolverStyle.STRICT);
  }

  /** A data stream, which writes to its newest index whatever the time. */
  static Destination dataStream(String name) {
    return new Destination(legal("data_stream", name), "", "", true);
  }

  /**
   * Indices by a pattern: <code>{log}</code> is the log's name in lower case, and one placeholder
   * of {@code yyyy}, {@code MM}, {@code dd} and {@code HH}, in that order, the later ones optional
   * and with {@code .}, {@code -} or {@code _} between them, is the event's time in UTC.
   *
   * @throws IllegalArgumentException if the resulting names would not be legal for an index
   */
  static Destination indices(String pattern, String log) {
    String named = pattern.replace("{log}", log.toLowerCase(Locale.ROOT));
    Matcher placeholder = PLACEHOLDER.matcher(named);
    if (!placeholder.find()) {
      return new Destination(legal("index", named), "", "", false);
    }
    String timePattern = placeholder.group(1);
    if (!TIME.matcher(timePattern).matches()) {
      throw new IllegalArgumentException(
          "index: a placeholder must be {log}, or a time such as {yyyy.MM.dd}, {yyyy.MM} or"
              + " {yyyy-MM-dd-HH}");
    }
    String before = named.substring(0, placeholder.start());
    String after = named.substring(placeholder.end());
    if (before.isEmpty()) {
      // Its wildcard would match all indices.
      throw new IllegalArgumentException("index must begin with a name, before the time");
    }
    String unused = legal("index", before + "0" + after);
    return new Destination(before, timePattern, after, false);
  }

  private static String legal(String setting, String name) {
    if (!LEGAL.matcher(name).matches() || name.getBytes(UTF_8).length > MOST_BYTES) {
      throw new IllegalArgumentException(
          setting
              + " must be of small letters, digits and . _ -, beginning with a letter or digit, and"
              + " at most one time such as {yyyy.MM.dd}");
    }
    return name;
  }

  boolean isDataStream() {
    return isDataStream;
  }

  /** The index for an event of that time, or the data stream. */
  String nameAt(Instant instant) {
    if (time == null) {
      return before;
    }
    long hour = Math.floorDiv(instant.getEpochSecond(), SECONDS_PER_HOUR);
    if (hour != cachedHour) {
      cachedName = before + time.format(instant) + after;
      cachedHour = hour;
    }
    return cachedName;
  }

  /** Matches every index that was ever written to, and perhaps others: see {@link #timeOf}. */
  String wildcard() {
    return before + timePattern.replaceAll("[A-Za-z]+", "*") + after;
  }

  /**
   * The time whose events an index holds, by its name; empty if no event is ever written to that
   * name.
   */
  Optional<Span> timeOf(String index) {
    if (time == null || !shape.matcher(index).matches()) {
      return Optional.empty();
    }
    String text = index.substring(before.length(), index.length() - after.length());
    try {
      ZonedDateTime start = ZonedDateTime.parse(text, time);
      return Optional.of(new Span(start.toInstant(), start.plus(1, unit()).toInstant()));
    } catch (DateTimeException e) {
      return Optional.empty(); // such as the 30th of February
    }
  }

  /**
   * A span of time.
   *
   * @param end the first instant after it
   */
  record Span(Instant start, Instant end) {

    /**
     * Whether it overlaps the time from one instant, inclusive, to another, exclusive; null is
     * open.
     */
    boolean overlaps(@Nullable Instant since, @Nullable Instant until) {
      return (since == null || end.isAfter(since)) && (until == null || start.isBefore(until));
    }
  }

  /** Whether events choose the index by their time. */
  boolean isByTime() {
    return time != null;
  }

  /**
   * The unit of time that one index holds. Only if the index is chosen {@link #isByTime by time}.
   */
  ChronoUnit unit() {
    if (timePattern.contains("HH")) {
      return ChronoUnit.HOURS;
    }
    if (timePattern.contains("dd")) {
      return ChronoUnit.DAYS;
    }
    return timePattern.contains("MM") ? ChronoUnit.MONTHS : ChronoUnit.YEARS;
  }

  /**
   * The patterns of the index template. By time they include the century, so that they do not match
   * the indices of a log whose name merely begins the same.
   */
  List<String> templatePatterns() {
    if (time == null) {
      return List.of(before);
    }
    String rest = wildcard().substring(before.length());
    return CENTURIES.stream().map(century -> before + century + rest).toList();
  }

  /**
   * How many characters of the name are fixed before the time. Of two patterns that match the same
   * name, the more specific one takes effect.
   */
  int specificity() {
    return before.length();
  }

  /** The name of the index template: the same for every log that writes to the same place. */
  String templateName() {
    return "event-logger-" + before + timePattern.toLowerCase(Locale.ROOT) + after;
  }

  @Override
  public String toString() {
    return before + (time == null ? "" : "{" + timePattern + "}") + after;
  }
}
