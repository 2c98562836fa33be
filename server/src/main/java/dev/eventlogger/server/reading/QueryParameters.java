package dev.eventlogger.server.reading;

import static dev.eventlogger.query.text.FilterText.named;

import dev.eventlogger.query.Bucket;
import dev.eventlogger.query.EventFilter;
import dev.eventlogger.query.EventQuery;
import dev.eventlogger.query.FacetQuery;
import dev.eventlogger.query.Field;
import dev.eventlogger.query.Sort;
import dev.eventlogger.query.UsageQuery;
import dev.eventlogger.query.export.Column;
import dev.eventlogger.query.export.ExportForm;
import dev.eventlogger.query.text.FilterText;
import dev.eventlogger.query.text.Notation;
import dev.eventlogger.query.text.SortText;
import dev.eventlogger.query.text.ZoneText;
import dev.eventlogger.spi.Suggestions;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A question in the parameters of a URL, which are those of the command: {@code
 * since=30d&type=CLICK&where=data.n>5}. Immutable.
 *
 * <p>Every method throws {@code IllegalArgumentException} if a parameter that it reads is wrong;
 * the message begins with the parameter's name.
 */
public final class QueryParameters {

  /** The default number of values of a facet. */
  static final int DEFAULT_VALUES = 10;

  private static final int MOST_BY = 2;
  private static final int MOST_LAST = 1_000;

  private final ParameterValues values;
  private final FilterText filter;
  private final Instant now;
  private final ZoneId zone;

  private QueryParameters(ParameterValues values, Instant now) {
    this.values = values;
    this.now = now;
    this.filter = filterText(values);
    zone = one("tz", ZoneText::parse).orElse(ZoneOffset.UTC);
  }

  /**
   * Reads decoded parameters.
   *
   * @param now the time that relative times count back from
   * @throws IllegalArgumentException if one is unknown, or is repeated though it takes one value
   */
  public static QueryParameters of(
      Question question, Map<String, List<String>> parameters, Instant now) {
    return new QueryParameters(ParameterValues.of(question, parameters), now);
  }

  private static FilterText filterText(ParameterValues values) {
    Map<Field, List<String>> wanted = new LinkedHashMap<>();
    for (Field field : FilterText.FIELDS) {
      wanted.put(field, values.all(field.toString()));
    }
    return new FilterText(values.one("since"), values.one("until"), wanted, values.all("where"));
  }

  /** The filter; the last seven days unless there is {@code since}. */
  public EventFilter filter() {
    return filter.read(Notation.PARAMETER, now, zone);
  }

  /** Whether the time is bounded by default, since the question does not say. */
  public boolean isBoundByDefault() {
    return filter.isBoundByDefault();
  }

  /** The zone for times without one, and for showing times; UTC by default. */
  public ZoneId zone() {
    return zone;
  }

  /** The order; the latest first by default. */
  public Sort sort() {
    return one("sort", SortText::parse).orElse(Sort.LATEST_FIRST);
  }

  /** The requested columns, in their order; empty for all. */
  public List<Column> columns() {
    return named(
        "fields",
        () ->
            values.all("fields").stream().flatMap(some -> Column.parseAll(some).stream()).toList());
  }

  /** A page of events. */
  public EventQuery events() {
    int limit = limit(EventQuery.DEFAULT_LIMIT, EventQuery.MOST);
    return new EventQuery(filter(), sort(), limit, values.one("after"));
  }

  /** A question for counts, by up to two fields. */
  public UsageQuery usage() {
    List<Field> by = by(MOST_BY);
    Bucket per = one("per", QueryParameters::bucket).orElse(null);
    Field measure = one("measure", Field::parse).orElse(null);
    return new UsageQuery(
        filter(),
        per,
        by.isEmpty() ? null : by.get(0),
        by.size() < MOST_BY ? null : by.get(1),
        measure,
        limit(UsageQuery.DEFAULT_LIMIT, UsageQuery.MOST_ROWS));
  }

  /** A question for the most frequent values of some fields. */
  public FacetQuery facets() {
    List<Field> by = by(FacetQuery.MOST_FIELDS);
    if (by.isEmpty()) {
      throw new IllegalArgumentException("by: is missing; name a field, such as by=name");
    }
    return new FacetQuery(filter(), by, limit(DEFAULT_VALUES, FacetQuery.MOST_VALUES));
  }

  /**
   * The form of an export.
   *
   * @param forms the forms to choose from
   */
  public ExportForm form(List<ExportForm> forms) {
    String asked = values.one("format");
    return named("format", () -> ExportForm.find(asked == null ? "" : asked, forms));
  }

  private List<Field> by(int most) {
    List<Field> fields = named("by", () -> values.all("by").stream().map(Field::parse).toList());
    if (fields.size() > most) {
      throw new IllegalArgumentException(
          "by: takes at most " + most + " fields, not " + fields.size());
    }
    return fields;
  }

  private int limit(int usual, int most) {
    return number("limit", usual, 1, most);
  }

  private int number(String name, int usual, int least, int most) {
    String text = values.one(name);
    if (text == null) {
      return usual;
    }
    int number = text.matches("[0-9]{1,9}") ? Integer.parseInt(text) : -1;
    if (number < least || number > most) {
      throw new IllegalArgumentException(
          name + ": must be a whole number from " + least + " to " + most);
    }
    return number;
  }

  /** The name of the log; null for the default one. */
  public @Nullable String log() {
    return values.one("log");
  }

  /** How many earlier events a reader of a tail wants first. */
  public int last() {
    return number("last", 0, 0, MOST_LAST);
  }

  /** The user whose events are to be removed. */
  public String requiredUid() {
    List<String> uids = values.all("uid");
    if (uids.size() != 1 || uids.get(0).isEmpty()) {
      throw new IllegalArgumentException("uid: name one user, whose events are to be removed");
    }
    return uids.get(0);
  }

  /** Whether to count only what would be removed. */
  public boolean isDryRun() {
    return is("dry_run", false);
  }

  /** Whether the event loggers of other processes are included. */
  public boolean hasOthers() {
    return is("others", true);
  }

  private boolean is(String name, boolean usually) {
    String text = values.one(name);
    if (text != null && !text.equals("true") && !text.equals("false")) {
      throw new IllegalArgumentException(name + ": must be true or false");
    }
    return text == null ? usually : text.equals("true");
  }

  private static Bucket bucket(String text) {
    List<String> known =
        Arrays.stream(Bucket.values()).map(b -> b.name().toLowerCase(Locale.ROOT)).toList();
    String word = text.toLowerCase(Locale.ROOT);
    if (!known.contains(word)) {
      throw new IllegalArgumentException(
          "must be one of " + String.join(", ", known) + Suggestions.didYouMean(word, known));
    }
    return Bucket.valueOf(word.toUpperCase(Locale.ROOT));
  }

  private <T> Optional<T> one(String name, Function<String, T> reader) {
    return Optional.ofNullable(values.one(name)).map(text -> named(name, () -> reader.apply(text)));
  }
}
