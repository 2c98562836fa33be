package dev.eventlogger.server.view;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.entry;

import dev.eventlogger.event.Event;
import dev.eventlogger.event.EventDraft;
import dev.eventlogger.query.Cancellation;
import dev.eventlogger.query.Field;
import dev.eventlogger.query.Sort;
import dev.eventlogger.query.export.Column;
import dev.eventlogger.query.export.EventWriter;
import dev.eventlogger.query.export.ExportForm;
import dev.eventlogger.query.export.TextForm;
import dev.eventlogger.testkit.InMemoryEventLogger;
import dev.eventlogger.testkit.InMemoryEventStore;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ViewTest {

  private static final Instant START = Instant.parse("2026-03-01T00:00:00Z");
  private static final List<ExportForm> FORMS = List.of(TextForm.values());

  @Test
  void showsTheLatestEventsFirstWithAllColumnsAsJson() {
    View view = parse("uid=ada");

    assertThat(view.sort()).isEqualTo(Sort.LATEST_FIRST);
    assertThat(view.columns()).isEqualTo(Column.ALL);
    assertThat(view.form()).isEqualTo(TextForm.JSON);
    assertThat(view.groups()).isNull();
    assertThat(view.limit()).isEqualTo(10_000);
    assertThat(view.meta()).isNull();
    assertThat(view.metaHeaders()).isEmpty();
  }

  @Test
  void readsControls() {
    View view = parse("_sort=-name&_limit=7&_limit=5&_offset=3&_c=uid&_c=data.n&_format=csv");

    assertThat(view.sort()).isEqualTo(new Sort(Field.NAME, false));
    assertThat(view.limit()).as("the least, as with Gramex").isEqualTo(5);
    assertThat(view.offset()).isEqualTo(3);
    assertThat(view.columns()).extracting(Column::name).containsExactly("uid", "data.n");
    assertThat(view.form()).isEqualTo(TextForm.CSV);
    assertThat(parse("_sort=uid").sort()).isEqualTo(new Sort(Field.UID, true));
  }

  @Test
  void leavesColumnsOut() {
    assertThat(parse("_c=-data&_c=-context&_c=-id").columns())
        .extracting(Column::name)
        .startsWith("created_at")
        .endsWith("schema_version")
        .hasSize(Column.ALL.size() - 3);
    assertThat(parse("_c=uid&_c=name&_c=-uid").columns())
        .extracting(Column::name)
        .containsExactly("name");
  }

  @Test
  void passesOverTheFirstAndEndsAtTheLimit() throws Exception {
    InMemoryEventStore store = storeOf(2_500);

    assertThat(written(parse("_sort=created_at&_offset=3&_limit=2&_c=name&_format=csv"), store))
        .isEqualTo("name\r\nevent-3\r\nevent-4\r\n");
    assertThat(
            written(parse("_sort=created_at&_offset=1200&_c=name&_format=ndjson"), store).lines())
        .hasSize(1_300)
        .startsWith("{\"name\":\"event-1200\"}")
        .endsWith("{\"name\":\"event-2499\"}");
    assertThat(written(parse("_offset=2500&_format=ndjson"), store)).isEmpty();
  }

  @Test
  void countsByColumns() throws Exception {
    InMemoryEventStore store = storeOf(10);

    assertThat(rows(parse("_by=uid"), store))
        .containsExactly(
            row("uid", "user-0", "id|count", 5L), row("uid", "user-1", "id|count", 5L));
    assertThat(rows(parse("_by=uid&_limit=1&_sort=-id|count"), store)).hasSize(1);
    assertThat(rows(parse("_by=uid&_c=duration_ms|AVG&_c=uid|nunique&_c=created_at|max"), store))
        .containsExactly(
            row(
                "uid",
                "user-0",
                "duration_ms|AVG",
                4.0,
                "uid|nunique",
                1L,
                "created_at|max",
                START.plusSeconds(8)),
            row(
                "uid",
                "user-1",
                "duration_ms|AVG",
                5.0,
                "uid|nunique",
                1L,
                "created_at|max",
                START.plusSeconds(9)));
    assertThat(rows(parse("_by=uid&_by=data.odd&_c=events|sum&uid=user-1"), store))
        .containsExactly(row("uid", "user-1", "data.odd", "true", "events|sum", 5L));
  }

  @Test
  void saysHowTheQuestionWasReadIfItIsAskedTo() {
    View view =
        parse("uid=\u00e4da&data.n>=2&data.n>=&_sort=-name&_c=-id&_offset=1&_limit=9&_meta=y");

    assertThat(view.metaHeaders())
        .containsExactly(
            entry("FH-data-filters", "[[\"uid\",\"\",[\"\\u00e4da\"]],[\"data.n\",\">\",[\"2\"]]]"),
            entry("FH-data-ignored", "[]"),
            entry("FH-data-excluded", "[\"id\"]"),
            entry("FH-data-sort", "[[\"name\",false]]"),
            entry("FH-data-offset", "1"),
            entry("FH-data-limit", "9"),
            entry("FH-data-by", "[]"));
    assertThat(parse("_by=uid&_meta=1").metaHeaders()).containsEntry("FH-data-by", "[\"uid\"]");
    assertThat(parse("_meta").metaHeaders()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '^',
      quoteCharacter = '`',
      value = {
        "_sort=uid&_sort=name^_sort: takes one column, not 2",
        "_sort=data.n^_sort: events cannot be sorted by data.n; sort by a field other than",
        "_sort=-nme^_sort: unknown field \"nme\"; did you mean \"name\"?",
        "_limit=0^_limit: must be a whole number from 1 to 10000",
        "_limit=x^_limit: must be a whole number from 1 to 10000",
        "_offset=10001^_offset: must be a whole number from 0 to 10000; beyond, filter by created_at",
        "_offset=-1^_offset: must be a whole number from 0 to 10000",
        "_c=user^_c: unknown field \"user\" (known: ",
        "_c=uid&_c=-name^_c: -name is none of the columns (there is: uid)",
        "_c=uid&_c=-uid^_c: leaves no column; name one that is not excluded",
        "_c=id|count^_c: id|count is of groups; name what they have in common with _by=",
        "_format=html^_format: must be one of csv, ndjson, json",
        "_format=jsn^_format: must be one of csv, ndjson, json; did you mean \"json\"?",
        "_by=message^_by: events cannot be counted by message; count by a text, the type,",
        "_by=user^_by: unknown field \"user\" (known: ",
        "_by=uid&_by=name&_by=type^_by: takes at most 2 columns, not 3",
        "_by=uid&_c=duration_ms|sum^_c: duration_ms|sum is not counted; with _by there is id|count",
        "_by=uid&_c=name|avg^_c: name|avg is not counted; with _by there is id|count",
        "_by=uid&_c=name^_c: name is not counted; with _by there is id|count",
        "_by=uid&_c=data.a|avg&_c=data.b|avg^_c: numbers of one column can be asked for at once, not",
        "_by=uid&_sort=uid^_sort: groups come with the most events first; leave it out, or write",
        "_by=uid&_offset=1^_offset: groups come from the first on; leave it out, and raise _limit"
      })
  void refusesByNameWhatItCannotShow(String query, String message) {
    assertThatThrownBy(() -> parse(query))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith(message);
  }

  private static View parse(String query) {
    return View.parse(Queries.parse(query), FORMS, START);
  }

  private static InMemoryEventStore storeOf(int count) throws Exception {
    InMemoryEventLogger sink = new InMemoryEventLogger();
    List<Event> events = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      events.add(
          Event.of(
              EventDraft.named("event-" + i)
                  .createdAt(START.plusSeconds(i))
                  .uid("user-" + i % 2)
                  .duration(Duration.ofMillis(i))
                  .data(Map.of("odd", i % 2 == 1))));
    }
    sink.log(events);
    return new InMemoryEventStore(sink);
  }

  private static List<Map<String, Object>> rows(View view, InMemoryEventStore store) {
    return new ArrayList<>(view.groups().rows(store.usage(view.groups().query())));
  }

  private static Map<String, Object> row(Object... members) {
    Map<String, Object> row = new LinkedHashMap<>();
    for (int i = 0; i < members.length; i += 2) {
      row.put((String) members[i], members[i + 1]);
    }
    return row;
  }

  private static String written(View view, InMemoryEventStore store) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    EventWriter writer = view.form().writer(out, view.columns(), ZoneOffset.UTC);
    view.write(store, Cancellation.withoutTimeout(), writer);
    writer.finish();
    return out.toString(UTF_8);
  }
}
