package dev.eventlogger.query.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.eventlogger.event.Event;
import dev.eventlogger.event.EventDraft;
import dev.eventlogger.query.Field;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ColumnTest {

  private static final Event EVENT =
      Event.of(
          EventDraft.named("click")
              .createdAt(Instant.parse("2026-03-01T23:30:00.25Z"))
              .duration(Duration.ofMillis(1_500))
              .data(Map.of("tags", List.of("a", "b"), "n", 7, "a,b", "c")));

  @Test
  void hasOneForEachPartOfAnEvent() {
    assertThat(Column.ALL)
        .extracting(Column::name)
        .hasSize(Field.Part.values().length)
        .startsWith("id", "created_at", "duration_ms")
        .endsWith("schema_version", "data", "context");
  }

  @Test
  void isWrittenAsText() {
    assertThat(text("created_at")).isEqualTo("2026-03-01T23:30:00.250Z");
    assertThat(text("duration_ms")).isEqualTo("1500");
    assertThat(text("data.n")).isEqualTo("7");
    assertThat(text("data.tags")).isEqualTo("[\"a\",\"b\"]");
    assertThat(text("uid")).isEmpty();
    assertThat(text("context")).isEmpty();
    assertThat(Column.parse("created_at").text(EVENT, ZoneId.of("Europe/Berlin")))
        .isEqualTo("2026-03-02T00:30:00.25+01:00");
  }

  /** Each would be a text of a billion digits. */
  @ParameterizedTest
  @ValueSource(strings = {"1E+999999999", "1E-999999999"})
  void writesAnExponentWhereItIsLarge(String number) {
    Event event =
        Event.of(EventDraft.named("a").data(Map.of("n", List.of(), "v", new BigDecimal(number))));

    assertThat(Column.parse("data.v").text(event, ZoneOffset.UTC)).isEqualTo(number);
  }

  private static String text(String column) {
    return Column.parse(column).text(EVENT, ZoneOffset.UTC);
  }

  @Test
  void keepsTheKindsOfValues() {
    assertThat(Column.parse("created_at").value().apply(EVENT)).isInstanceOf(Instant.class);
    assertThat(Column.parse("created_at").json(EVENT)).isEqualTo("2026-03-01T23:30:00.250Z");
    assertThat(Column.parse("id").json(EVENT)).isEqualTo(EVENT.id().toString());
    assertThat((BigDecimal) Column.parse("duration_ms").json(EVENT)).isEqualByComparingTo("1500");
    assertThat(Column.parse("data.n").json(EVENT)).isEqualTo(7);
    assertThat(Column.parse("uid").json(EVENT)).isNull();
  }

  @Test
  void isReadFromAListWithCommas() {
    assertThat(Column.parseAll("name, data.n ,data.\"a,b\",data"))
        .extracting(Column::name)
        .containsExactly("name", "data.n", "data.\"a,b\"", "data");
    assertThat(Column.parseAll("data.\"a,b\"").get(0).text(EVENT, ZoneOffset.UTC)).isEqualTo("c");
  }

  @Test
  void isRefusedWhereThereIsNoSuchField() {
    assertThatThrownBy(() -> Column.parseAll("name,elemen"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("unknown field \"elemen\" (known: id, ");
    assertThatThrownBy(() -> Column.parseAll("name,"))
        .hasMessageStartingWith("unknown field \"\" (known: ");
  }
}
