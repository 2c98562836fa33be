package dev.eventlogger.server.reading;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.eventlogger.query.Bucket;
import dev.eventlogger.query.Condition;
import dev.eventlogger.query.EventFilter;
import dev.eventlogger.query.EventQuery;
import dev.eventlogger.query.FacetQuery;
import dev.eventlogger.query.Field;
import dev.eventlogger.query.Operator;
import dev.eventlogger.query.Sort;
import dev.eventlogger.query.UsageQuery;
import dev.eventlogger.query.export.Column;
import dev.eventlogger.query.export.ExportForm;
import dev.eventlogger.query.export.TextForm;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class QueryParametersTest {

  private static final Instant NOW = Instant.parse("2026-03-31T12:00:00Z");
  private static final EventFilter LAST_WEEK = EventFilter.since(NOW.minus(Duration.ofDays(7)));
  private static final List<ExportForm> FORMS = List.of(TextForm.values());

  @Test
  void asksForTheLatestEventsOfTheLastSevenDays() {
    QueryParameters none = read(Question.EVENTS);

    assertThat(none.events()).isEqualTo(EventQuery.of(LAST_WEEK));
    assertThat(none.isBoundByDefault()).isTrue();
    assertThat(none.columns()).isEmpty();
    assertThat(none.zone()).isEqualTo(ZoneOffset.UTC);
    assertThat(read(Question.EVENTS, "since=all").events())
        .isEqualTo(EventQuery.of(EventFilter.ALL));
    assertThat(read(Question.EVENTS, "since=all").isBoundByDefault()).isFalse();
  }

  @Test
  void readsWhatTheCommandReads() {
    QueryParameters parameters =
        read(
            Question.EVENTS,
            "since=2026-03-02",
            "until=2026-03-03",
            "tz=Europe/Berlin",
            "type=CLICK",
            "type=view",
            "uid=42",
            "where=data.n>5",
            "where=message contains a b",
            "sort=name:desc",
            "limit=7",
            "fields=name,data.n",
            "fields=uid");

    EventQuery query = parameters.events();

    assertThat(query.filter())
        .isEqualTo(
            new EventFilter(
                Instant.parse("2026-03-01T23:00:00Z"),
                Instant.parse("2026-03-02T23:00:00Z"),
                List.of(
                    Condition.equal(Field.TYPE, "CLICK", "VIEW"),
                    Condition.equal(Field.UID, "42"),
                    Condition.of(Field.data("n"), Operator.GREATER, 5),
                    Condition.of(Field.MESSAGE, Operator.CONTAINS, "a b"))));
    assertThat(query.sort()).isEqualTo(new Sort(Field.NAME, false));
    assertThat(query.limit()).isEqualTo(7);
    assertThat(parameters.columns())
        .extracting(Column::name)
        .containsExactly("name", "data.n", "uid");
    assertThat(parameters.zone()).isEqualTo(ZoneId.of("Europe/Berlin"));
  }

  @Test
  void countsByTwoFieldsOverTimeAndMeasures() {
    UsageQuery query =
        read(Question.USAGE, "by=name", "by=data.x", "per=DAY", "measure=duration_ms", "limit=5")
            .usage();

    assertThat(query)
        .isEqualTo(
            new UsageQuery(
                LAST_WEEK, Bucket.DAY, Field.NAME, Field.data("x"), Field.DURATION_MS, 5));
    assertThat(read(Question.USAGE).usage()).isEqualTo(UsageQuery.of(LAST_WEEK));
  }

  @Test
  void asksForTheValuesOfSomeFields() {
    assertThat(read(Question.FACETS, "by=name", "by=type", "by=level").facets())
        .isEqualTo(
            new FacetQuery(
                LAST_WEEK,
                List.of(Field.NAME, Field.TYPE, Field.LEVEL),
                QueryParameters.DEFAULT_VALUES));
    assertThatThrownBy(() -> read(Question.FACETS).facets())
        .hasMessage("by: is missing; name a field, such as by=name");
  }

  @Test
  void findsTheFormOfAnExport() {
    assertThat(read(Question.EXPORT, "format=csv").form(FORMS)).isEqualTo(TextForm.CSV);
    assertThatThrownBy(() -> read(Question.EXPORT).form(FORMS))
        .hasMessage("format: must be one of csv, ndjson, json");
    assertThatThrownBy(() -> read(Question.EXPORT, "format=ndjsn").form(FORMS))
        .hasMessage("format: must be one of csv, ndjson, json; did you mean \"ndjson\"?");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "sine=7d|sine: events has no such parameter; did you mean \"since\"? (known: log, since, until,",
        "by=name|by: events has no such parameter (known: log, since, until,",
        "data.n=5|data.n: events has no such parameter (known: ",
        "since=lately|since: must be a time such as 2026-11-21T05:14:50Z",
        "since=|since: must be a time such as 2026-11-21T05:14:50Z",
        "until=30d|until: must not be before since, 2026-03-24T12:00:00Z; give both, or since=all",
        "type=CLIK|type: type: must be compared with one of API, VIEW, CLICK; did you mean",
        "where=element RUN|where: must be a field, one of = != < <= > >= contains exists, and a",
        "where=elemen=RUN|where: unknown field \"elemen\" (known: id, ",
        "sort=message|sort: events cannot be sorted by message; sort by a field other than",
        "limit=0|limit: must be a whole number from 1 to 10000",
        "limit=10001|limit: must be a whole number from 1 to 10000",
        "limit=all|limit: must be a whole number from 1 to 10000",
        "limit=99999999999|limit: must be a whole number from 1 to 10000",
        "after=x|after: is not the next page of a query sorted by created_at:desc; take what the",
        "fields=elemen|fields: unknown field \"elemen\" (known: id, ",
        "tz=Mars|tz: must be a time zone such as Europe/Berlin, or an offset such as +02:00"
      })
  void saysWhichParameterIsWrong(String parameter, String message) {
    assertThatThrownBy(
            () -> {
              QueryParameters parameters = read(Question.EVENTS, parameter);
              parameters.columns();
              parameters.events();
            })
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith(message);
  }

  @Test
  void saysWhatIsWrongWithCounts() {
    assertThatThrownBy(() -> read(Question.USAGE, "per=fortnight").usage())
        .hasMessage("per: must be one of minute, hour, day, week, month");
    assertThatThrownBy(() -> read(Question.USAGE, "per=dya").usage())
        .hasMessage("per: must be one of minute, hour, day, week, month; did you mean \"day\"?");
    assertThatThrownBy(() -> read(Question.USAGE, "by=uid", "by=name", "by=type").usage())
        .hasMessage("by: takes at most 2 fields, not 3");
    assertThatThrownBy(() -> read(Question.USAGE, "by=message").usage())
        .hasMessageStartingWith("events cannot be counted by message;");
    assertThatThrownBy(() -> read(Question.USAGE, "measure=uid").usage())
        .hasMessageStartingWith("uid has no numbers;");
  }

  @Test
  void refusesOneThatStandsTwiceAndTakesOneValue() {
    assertThatThrownBy(() -> read(Question.EVENTS, "since=1d", "since=2d"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("since: is there 2 times; it takes one value");
  }

  @Test
  void showsUnknownNamesShortAndHarmless() {
    assertThatThrownBy(() -> read(Question.TAIL, "\u001b[31m" + "x".repeat(1_000) + "=1"))
        .hasMessageStartingWith("\\u001b[31mxxx")
        .hasMessageContaining("xxx…: tail has no such parameter (known: ");
  }

  private static QueryParameters read(Question question, String... parameters) {
    Map<String, List<String>> map = new LinkedHashMap<>();
    for (String parameter : parameters) {
      int equals = parameter.indexOf('=');
      map.computeIfAbsent(parameter.substring(0, equals), name -> new ArrayList<>())
          .add(parameter.substring(equals + 1));
    }
    return QueryParameters.of(question, map, NOW);
  }
}
