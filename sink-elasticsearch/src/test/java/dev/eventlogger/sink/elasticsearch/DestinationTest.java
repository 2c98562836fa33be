package dev.eventlogger.sink.elasticsearch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.eventlogger.sink.elasticsearch.Destination.Span;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class DestinationTest {

  private static final Instant TIME = Instant.parse("2026-11-21T23:59:59.999999Z");

  @ParameterizedTest
  @CsvSource({
    "{log}-{yyyy.MM.dd}, clicks-2026.11.21, clicks-*.*.*, event-logger-clicks-yyyy.mm.dd",
    "app-{yyyy-MM-dd-HH}-x, app-2026-11-21-23-x, app-*-*-*-*-x, event-logger-app-yyyy-mm-dd-hh-x",
    "a{yyyyMM}, a202611, a*, event-logger-ayyyymm",
    "events, events, events, event-logger-events",
  })
  void namesAnIndexByTheTimeOfTheEvent(
      String pattern, String name, String wildcard, String template) {
    Destination destination = Destination.indices(pattern, "Clicks");

    assertThat(destination.nameAt(TIME)).isEqualTo(name);
    assertThat(destination.wildcard()).isEqualTo(wildcard);
    assertThat(destination.templateName()).isEqualTo(template);
  }

  @Test
  void changesTheNameWithTheTime() {
    Destination destination = Destination.indices("a-{yyyy.MM.dd}", "log");

    assertThat(destination.nameAt(TIME)).isEqualTo("a-2026.11.21");
    assertThat(destination.nameAt(TIME.plusNanos(1_000))).isEqualTo("a-2026.11.22");
    assertThat(destination.nameAt(Instant.parse("0000-01-01T00:00:00Z"))).isEqualTo("a-0000.01.01");
    assertThat(destination.nameAt(Instant.parse("1969-12-31T23:30:00Z"))).isEqualTo("a-1969.12.31");
  }

  @ParameterizedTest
  @CsvSource({
    "app-{yyyy.MM.dd}, app-2026.05.01, 2026-05-01T00:00:00Z, 2026-05-02T00:00:00Z",
    "app-{yyyy.MM.dd}, app-2024.02.29, 2024-02-29T00:00:00Z, 2024-03-01T00:00:00Z",
    "app-{yyyy.MM}, app-2026.12, 2026-12-01T00:00:00Z, 2027-01-01T00:00:00Z",
    "app-{yyyy}, app-2026, 2026-01-01T00:00:00Z, 2027-01-01T00:00:00Z",
    "app-{yyyyMMdd}-x, app-20260501-x, 2026-05-01T00:00:00Z, 2026-05-02T00:00:00Z",
    "app-{yyyy-MM-dd_HH}, app-2026-05-01_23, 2026-05-01T23:00:00Z, 2026-05-02T00:00:00Z",
  })
  void knowsTheTimeOfItsIndices(String pattern, String index, Instant start, Instant end) {
    Destination destination = Destination.indices(pattern, "log");

    assertThat(destination.timeOf(index)).contains(new Span(start, end));
    assertThat(destination.nameAt(start)).isEqualTo(index);
    assertThat(destination.nameAt(end.minusNanos(1_000))).isEqualTo(index);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "app-audit-2026.05.01",
        "app-2026.05",
        "app-2026.05.01.02",
        "app-2026.05.01-000001",
        "app-2026.05.01-copy",
        "app-2026.02.30",
        "app-2026.13.01",
        "app-2026.5.1",
        "app-026.05.01",
        "app-12026.05.01",
        "app-+026.05.01",
        "app-x.y.z",
        "app-\u0662\u0660\u0662\u0666.05.01",
        "app-2026-05-01",
        "apq-2026.05.01",
        "shrink-a1-app-2026.05.01",
        ".ds-app-2026.05.01-000001",
        "app-",
        "",
      })
  void takesNoOtherIndexForItsOwn(String index) {
    assertThat(Destination.indices("app-{yyyy.MM.dd}", "log").timeOf(index)).isEmpty();
  }

  @Test
  void tellsDaysFromMonthsAndYears() {
    Destination months = Destination.indices("app-{yyyy.MM}", "log");
    Destination years = Destination.indices("app-{yyyy}", "log");

    assertThat(months.timeOf("app-2026.05.01")).isEmpty();
    assertThat(years.timeOf("app-2026.05")).isEmpty();
    assertThat(Destination.dataStream("app-2026").timeOf("app-2026")).isEmpty();
  }

  @Test
  void namesTheCenturiesInTheTemplateSoThatOthersDoNotMatch() {
    Destination days = Destination.indices("app-{yyyy.MM.dd}", "log");

    assertThat(days.templatePatterns())
        .containsExactly("app-19*.*.*", "app-20*.*.*", "app-21*.*.*", "app-22*.*.*");
    assertThat(Destination.indices("events", "log").templatePatterns()).containsExactly("events");
  }

  @Test
  void knowsWhetherASpanHasAPartInAnother() {
    Span may =
        new Span(Instant.parse("2026-05-01T00:00:00Z"), Instant.parse("2026-06-01T00:00:00Z"));

    assertThat(may.overlaps(null, null)).isTrue();
    assertThat(may.overlaps(may.end().minusNanos(1), null)).isTrue();
    assertThat(may.overlaps(may.end(), null)).isFalse();
    assertThat(may.overlaps(null, may.start())).isFalse();
    assertThat(may.overlaps(null, may.start().plusNanos(1))).isTrue();
  }
}
