package dev.eventlogger.query.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.eventlogger.query.Condition;
import dev.eventlogger.query.EventFilter;
import dev.eventlogger.query.Field;
import dev.eventlogger.query.Operator;
import dev.eventlogger.query.Sort;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class FilterTextTest {

  private static final Instant NOW = Instant.parse("2026-03-31T12:00:00Z");

  @Test
  void boundsTheTimeByDefault() {
    FilterText text = text(null, null);

    assertThat(read(text)).isEqualTo(EventFilter.since(NOW.minus(Duration.ofDays(7))));
    assertThat(text.isBoundByDefault()).isTrue();
    assertThat(read(text("all", null))).isEqualTo(EventFilter.ALL);
    assertThat(text("all", null).isBoundByDefault()).isFalse();
  }

  @Test
  void requiresOneOfTheValuesOfEachFieldAndEveryCondition() {
    FilterText text =
        new FilterText(
            "all",
            null,
            Map.of(
                Field.UID, List.of("1", "2"), Field.TYPE, List.of("click"), Field.NAME, List.of()),
            List.of("data.n>5", "message exists"));

    assertThat(read(text))
        .isEqualTo(
            EventFilter.of(
                Condition.equal(Field.TYPE, "CLICK"),
                Condition.equal(Field.UID, "1", "2"),
                Condition.of(Field.data("n"), Operator.GREATER, 5),
                Condition.of(Field.MESSAGE, Operator.EXISTS)));
  }

  @Test
  void namesThePartThatIsWrongAsItWasWritten() {
    assertThatThrownBy(() -> text("lately", null).read(Notation.OPTION, NOW, ZoneOffset.UTC))
        .hasMessageStartingWith("--since: must be a time such as");
    assertThatThrownBy(() -> text("lately", null).read(Notation.PARAMETER, NOW, ZoneOffset.UTC))
        .hasMessageStartingWith("since: must be a time such as");
    FilterText early = text(null, "2026-03-01");
    assertThatThrownBy(() -> early.read(Notation.OPTION, NOW, ZoneOffset.UTC))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "--until: must not be before --since, 2026-03-24T12:00:00Z; give both, or --since all");
    assertThatThrownBy(() -> early.read(Notation.PARAMETER, NOW, ZoneOffset.UTC))
        .hasMessageEndingWith("give both, or since=all");
    FilterText type = new FilterText(null, null, Map.of(Field.TYPE, List.of("CLIK")), List.of());
    assertThatThrownBy(() -> type.read(Notation.PARAMETER, NOW, ZoneOffset.UTC))
        .hasMessage(
            "type: type: must be compared with one of API, VIEW, CLICK; did you mean \"CLICK\"?");
  }

  @Test
  void readsOrdersAndZones() {
    assertThat(SortText.parse("name:desc")).isEqualTo(new Sort(Field.NAME, false));
    assertThat(SortText.parse("created_at")).isEqualTo(Sort.EARLIEST_FIRST);
    assertThat(SortText.parse("uid:asc")).isEqualTo(new Sort(Field.UID, true));
    assertThatThrownBy(() -> SortText.parse("message"))
        .hasMessageStartingWith("events cannot be sorted by message");
    assertThat(ZoneText.parse("utc")).isEqualTo(ZoneOffset.UTC);
    assertThat(ZoneText.parse("+02:00")).isEqualTo(ZoneOffset.ofHours(2));
    assertThat(ZoneText.parse("Europe/Berlin")).isEqualTo(ZoneId.of("Europe/Berlin"));
    assertThatThrownBy(() -> ZoneText.parse("Mars"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("must be a time zone such as Europe/Berlin, or an offset such as +02:00");
  }

  private static FilterText text(@Nullable String since, @Nullable String until) {
    return new FilterText(since, until, Map.of(), List.of());
  }

  private static EventFilter read(FilterText text) {
    return text.read(Notation.OPTION, NOW, ZoneOffset.UTC);
  }
}
