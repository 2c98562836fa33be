package dev.eventlogger.server.view;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.eventlogger.event.Event;
import dev.eventlogger.event.EventDraft;
import dev.eventlogger.event.EventType;
import dev.eventlogger.query.export.ExportForm;
import dev.eventlogger.query.export.TextForm;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Each operator against {@link GramexTable}, over events with and without each field. */
class GramexOperatorsTest {

  private static final Instant NOW = Instant.parse("2026-04-01T00:00:00Z");
  private static final List<ExportForm> FORMS = List.of(TextForm.values());
  private static final List<EventType> TYPES = List.of(EventType.values());
  private static final List<String> USERS = List.of("ada", "Ada", "bob", "carol", "dora");

  private static final List<Event> EVENTS = events(new Random(7));
  private static final GramexTable TABLE =
      new GramexTable(EVENTS.stream().map(GramexOperatorsTest::row).toList());

  private static List<Event> events(Random random) {
    List<Event> events = new ArrayList<>();
    for (int i = 0; i < 300; i++) {
      EventDraft draft =
          EventDraft.named(random.nextBoolean() ? "open" : "close")
              .createdAt(Instant.parse("2026-03-01T00:00:00Z").plus(Duration.ofHours(i)));
      if (random.nextInt(4) > 0) {
        draft.uid(USERS.get(random.nextInt(USERS.size())));
      }
      if (random.nextInt(4) > 0) {
        draft.duration(Duration.ofMillis(random.nextInt(5)));
      }
      if (random.nextBoolean()) {
        draft.type(TYPES.get(random.nextInt(TYPES.size())));
      }
      if (random.nextBoolean()) {
        draft.message("row " + random.nextInt(5) + " Done");
      }
      if (random.nextBoolean()) {
        draft.data(Map.of("n", random.nextInt(10), "element", "E" + random.nextInt(3)));
      }
      events.add(Event.of(draft));
    }
    return events;
  }

  /** An event as a flat row; written by hand, independently of the tested module's fields. */
  private static Map<String, Object> row(Event event) {
    Map<String, Object> row = new HashMap<>();
    row.put("id", event.id().toString());
    row.put("created_at", OffsetDateTime.ofInstant(event.createdAt(), ZoneOffset.UTC));
    row.put("name", event.name());
    row.put("uid", event.uid());
    row.put("message", event.message());
    row.put("type", event.type() == null ? null : event.type().name());
    row.put(
        "duration_ms",
        event.duration() == null ? null : BigDecimal.valueOf(event.duration().toMillis()));
    Object n = event.data().get("n");
    row.put("data.n", n == null ? null : new BigDecimal(n.toString()));
    row.put("data.element", event.data().get("element"));
    return row;
  }

  static Stream<String> parameters() {
    return Stream.of(
        // x=v: any of several; empty ones do not count
        "uid=ada",
        "uid=ada&uid=bob",
        "uid=&uid=bob",
        "uid=nobody",
        "type=CLICK",
        "type=CLICK&type=VIEW",
        "duration_ms=3",
        "data.n=3&data.n=5",
        "data.element=E1",
        "created_at=2026-03-02",
        // x without a value
        "uid",
        "type",
        "duration_ms",
        "message",
        "data.n",
        "created_at",
        // x!=v
        "uid!=ada",
        "uid!=ada&uid!=bob",
        "type!=CLICK",
        "duration_ms!=3",
        "data.n!=3",
        "data.element!=E1&data.element!=E2",
        // x>=v is greater than; of several, the least
        "duration_ms>=2",
        "duration_ms>=3&duration_ms>=1",
        "data.n>=4",
        "data.n>=7&data.n>=4",
        "uid>=ada",
        "uid>=carol&uid>=bob",
        "data.element>=E0",
        "created_at>=2026-03-05",
        "created_at>=2026-03-07&created_at>=2026-03-05T12:00:00Z",
        // x>~=v is at least
        "duration_ms>~=2",
        "duration_ms>~=4&duration_ms>~=2",
        "data.n>~=4",
        "uid>~=ada",
        "created_at>~=2026-03-05",
        // x<=v is less than; of several, the greatest
        "duration_ms<=2",
        "duration_ms<=1&duration_ms<=3",
        "data.n<=4",
        "uid<=bob",
        "uid<=ada&uid<=bob",
        "created_at<=2026-03-05",
        "created_at<=2026-03-03&created_at<=2026-03-05",
        // x<~=v is at most
        "duration_ms<~=2",
        "data.n<~=4",
        "data.n<~=2&data.n<~=6",
        "uid<~=bob",
        "created_at<~=2026-03-05",
        // x~=v contains, and capitals count
        "uid~=o",
        "uid~=Ad",
        "message~=row 3",
        "message~=done",
        "data.element~=1");
  }

  @ParameterizedTest
  @MethodSource("parameters")
  void letsThroughWhatGramexDoes(String query) {
    Map<String, List<String>> parameters = Queries.parse(query);
    String key = parameters.keySet().iterator().next();
    List<String> expected =
        TABLE.filter(key, parameters.get(key)).stream().map(r -> (String) r.get("id")).toList();

    View view = View.parse(parameters, FORMS, NOW);

    assertThat(EVENTS.stream().filter(view.filter()::matches).map(e -> e.id().toString()))
        .containsExactlyElementsOf(expected);
  }

  @Test
  void requiresEveryParameterAsGramexDoes() {
    View view = View.parse(Queries.parse("uid!=ada&data.n>=2&data.n<=8&message"), FORMS, NOW);

    List<Object> expected = new ArrayList<>(EVENTS.stream().map(e -> e.id().toString()).toList());
    for (String one : List.of("uid!=ada", "data.n>=2", "data.n<=8", "message")) {
      Map<String, List<String>> parameter = Queries.parse(one);
      String key = parameter.keySet().iterator().next();
      expected.retainAll(
          TABLE.filter(key, parameter.get(key)).stream().map(r -> r.get("id")).toList());
    }
    assertThat(expected).isNotEmpty();
    assertThat(EVENTS.stream().filter(view.filter()::matches).map(e -> (Object) e.id().toString()))
        .containsExactlyElementsOf(expected);
  }

  @Test
  void boundsTheTimeOfTheFilterSoThatStoresUseTheirIndex() {
    View view =
        View.parse(
            Queries.parse("created_at>=2026-03-05&created_at<~=2026-03-07T00:00:00Z"), FORMS, NOW);

    assertThat(view.filter().since()).isEqualTo("2026-03-05T00:00:00.000001Z");
    assertThat(view.filter().until()).isEqualTo("2026-03-07T00:00:00.000001Z");
    assertThat(view.filter().conditions()).isEmpty();
  }

  @Test
  void findsNothingBetweenTimesThatLeaveNone() {
    View view =
        View.parse(Queries.parse("created_at>=2026-03-07&created_at<=2026-03-05"), FORMS, NOW);

    assertThat(EVENTS).noneMatch(view.filter()::matches);
  }

  @Test
  void showsUnknownNamesShortAndHarmless() {
    assertThatThrownBy(
            () -> View.parse(Map.of("\u001b[31m" + "x".repeat(1_000), List.of("")), FORMS, NOW))
        .hasMessageStartingWith("\\u001b[31mxxx")
        .hasMessageContaining("x…: unknown field \"");
  }

  @Test
  void takesATextAsItIs() {
    Event event = Event.of(EventDraft.named("x").message("100% of a.b"));

    for (String query : List.of("message~=100%", "message~=a.b")) {
      assertThat(View.parse(Queries.parse(query), FORMS, NOW).filter().matches(event)).isTrue();
    }
    for (String query : List.of("message~=100_", "message~=^100", "message~=.*")) {
      assertThat(View.parse(Queries.parse(query), FORMS, NOW).filter().matches(event)).isFalse();
    }
  }

  @Test
  void comparesLevelsBySeverity() {
    View view = View.parse(Queries.parse("level>~=error&level>~=warning"), FORMS, NOW);

    assertThat(view.filter().conditions().get(0).values())
        .containsExactlyInAnyOrderElementsOf(Arrays.asList("WARNING", "ERROR"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '^',
      quoteCharacter = '`',
      value = {
        "uid!^uid!: no store can be asked for events without a field; write uid for those that",
        "uid!=^uid!: no store can be asked for events without a field;",
        "uid!~=a^uid!~: no store can be asked for events without a text in a field; write uid!= and",
        "uid*=a^uid*: no store can be asked for a text whatever its capitals; write uid~=",
        "uid!*=a^uid!*: no store can be asked for events without a text in a field;",
        "uid~=a&uid~=b^uid~: takes one text; no store can be asked for any of several",
        "uid>=^uid>: needs a value",
        "uid~^uid~: needs a value",
        "data.n>=5&data.n>=x^data.n>: needs values that are all numbers, or none of them",
        "user=ada^user: unknown field \"user\" (known: id, created_at,",
        "uidd>=a^uidd>: unknown field \"uidd\"; did you mean \"uid\"? (known: ",
        "data=1^data: data needs a path, such as data.element",
        "id|count>=5^id|count>: no store can be asked for groups by what they add up to",
        "type>=CLICK^type>: type >: cannot be asked of type; use = or !=",
        "duration_ms>=long^duration_ms>: duration_ms: must be compared with a number of at most",
        "created_at>=lately^created_at>: must be a time such as 2026-11-21T05:14:50Z",
        "type=CLIK^type: type: must be compared with one of API, VIEW, CLICK; did you mean",
        "_srt=uid^_srt: is no control; did you mean \"_sort\"? (known: _by, _c, _format, _limit,",
        "_download=x^_download: every answer is a file of its own name; leave it out"
      })
  void refusesByNameWhatCannotBeAsked(String query, String message) {
    assertThatThrownBy(() -> View.parse(Queries.parse(query), FORMS, NOW))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith(message);
  }
}
