package dev.eventlogger.query.text;

import static java.util.Objects.requireNonNullElse;

import dev.eventlogger.query.Condition;
import dev.eventlogger.query.EventFilter;
import dev.eventlogger.query.Field;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A filter as it is written: a span of time, values that fields may have, and conditions.
 *
 * @param since the earliest time as {@link TimeText} reads it, or {@link #ALL}; null for {@link
 *     #DEFAULT_SINCE}
 * @param until the time before which events must be; null for no bound
 * @param values those that a field may have, for some of {@link #FIELDS}
 * @param wheres conditions as {@link WhereText} reads them, which must all hold
 */
public record FilterText(
    @Nullable String since,
    @Nullable String until,
    Map<Field, List<String>> values,
    List<String> wheres) {

  /** The default earliest time. */
  public static final String DEFAULT_SINCE = "7d";

  /** The word for no earliest time. */
  public static final String ALL = "all";

  /** The fields that have an option or a parameter of their own, named like them. */
  public static final List<Field> FIELDS =
      List.of(Field.TYPE, Field.UID, Field.NAME, Field.LEVEL, Field.SUBJECT, Field.SCHEMA);

  public FilterText {
    values = Map.copyOf(values);
    wheres = List.copyOf(wheres);
  }

  /** Whether the earliest time is the default. */
  public boolean isBoundByDefault() {
    return since == null;
  }

  /**
   * Makes the filter.
   *
   * @param notation how messages name the parts
   * @param zone of times that do not say theirs
   * @throws IllegalArgumentException if a part is wrong; the message names it
   */
  public EventFilter read(Notation notation, Instant now, ZoneId zone) {
    String asked = requireNonNullElse(since, DEFAULT_SINCE);
    Instant from = asked.equals(ALL) ? null : time(notation, "since", asked, now, zone);
    Instant to = until == null ? null : time(notation, "until", until, now, zone);
    if (from != null && to != null && to.isBefore(from)) {
      throw new IllegalArgumentException(
          notation.name("until")
              + ": must not be before "
              + notation.name("since")
              + ", "
              + from
              + "; give both, or "
              + notation.setting("since", ALL));
    }
    return new EventFilter(from, to, conditions(notation));
  }

  private static Instant time(
      Notation notation, String part, String text, Instant now, ZoneId zone) {
    return named(notation.name(part), () -> TimeText.parse(text, now, zone));
  }

  private List<Condition> conditions(Notation notation) {
    List<Condition> conditions = new ArrayList<>();
    for (Field field : FIELDS) {
      List<String> wanted = values.getOrDefault(field, List.of());
      if (!wanted.isEmpty()) {
        String name = notation.name(field.toString());
        conditions.add(named(name, () -> Condition.equal(field, wanted.toArray())));
      }
    }
    for (String where : wheres) {
      conditions.add(named(notation.name("where"), () -> WhereText.parse(where)));
    }
    return conditions;
  }

  /**
   * Makes a part, and names it in the message if that fails.
   *
   * @throws IllegalArgumentException if it is wrong, with the part's name before the reason
   */
  public static <T> T named(String part, Supplier<T> making) {
    try {
      return making.get();
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(part + ": " + e.getMessage(), e);
    }
  }
}
