package dev.eventlogger.intake;

import static org.assertj.core.api.Assertions.assertThat;

import dev.eventlogger.event.EventDraft;
import dev.eventlogger.event.SchemaRef;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.net.URI;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WhenTest {

  private static final EventDraft DRAFT =
      EventDraft.named("404")
          .uid("42")
          .subject("true")
          .schema(new SchemaRef("7", "1"))
          .data(
              Map.of(
                  "order",
                  "404",
                  "status",
                  404,
                  "at",
                  Instant.parse("2026-11-21T05:14:50Z"),
                  "day",
                  LocalDate.parse("2026-11-21"),
                  "link",
                  URI.create("https://example.org/"),
                  "yes",
                  true,
                  "price",
                  "1.10"))
          .context(Map.of("tenant", "7"));

  @Test
  void takesANumberOrABooleanForATextThatIsWrittenLikeIt() {
    assertThat(matches("name", 404)).isTrue();
    assertThat(matches("name", List.of("x", 404L))).isTrue();
    assertThat(matches("name", BigInteger.valueOf(404))).isTrue();
    assertThat(matches("uid", 42)).isTrue();
    assertThat(matches("subject", true)).isTrue();
    assertThat(matches("schema", 7)).isTrue();
    assertThat(matches("data.order", 404)).isTrue();
    assertThat(matches("context.tenant", 7)).isTrue();
    assertThat(matches("data.price", new BigDecimal("1.1"))).isTrue();
    assertThat(matches("data.price", 1.1)).isTrue();
  }

  @Test
  void takesNoOtherTextForIt() {
    assertThat(matches("name", 40)).isFalse();
    assertThat(matches("uid", "042")).isFalse();
    assertThat(When.of(Map.of("uid", 42)).matches(EventDraft.named("n").uid("042"), Map.of()))
        .isFalse();
    assertThat(matches("subject", false)).isFalse();
    assertThat(matches("data.status", "404")).isFalse();
  }

  @Test
  void comparesWithWhatWouldBeRecorded() {
    assertThat(matches("data.day", "2026-11-21")).isTrue();
    assertThat(matches("data.at", "2026-11-21T05:14:50Z")).isTrue();
    assertThat(matches("data.link", "https://example.org/")).isTrue();
    assertThat(matches("data.yes", true)).isTrue();
    assertThat(matches("data.status", 404.0)).isTrue();
    assertThat(matches("data.day", "2026-11-22")).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"x", "null"})
  void comparesNoTextWithWhatIsNone(String text) {
    EventDraft draft =
        EventDraft.named("n")
            .data(Map.of("a", Map.of("b", 1), "b", List.of(1), "c", Optional.empty()));

    for (String key : List.of("data.a", "data.b", "data.c")) {
      assertThat(When.of(Map.of(key, text)).matches(draft, Map.of())).isFalse();
    }
  }

  private static boolean matches(String key, Object value) {
    return When.of(Map.of(key, value)).matches(DRAFT, Map.of());
  }
}
