package dev.eventlogger.sink.db;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.Test;

final class CopyTextTest {

  private final CopyText text = new CopyText();

  @Test
  void separatesValuesByTabsAndRowsByLineEnds() {
    text.id(UUID.fromString("018f4e5c-0000-7000-8000-000000000001"));
    text.time(Instant.parse("2026-11-21T10:00:00.000001Z"));
    text.decimal(new BigDecimal("12.5"));
    text.integer(-7);
    text.endRow();
    text.text("b");
    text.endRow();

    assertThat(written())
        .isEqualTo(
            "018f4e5c-0000-7000-8000-000000000001\t2026-11-21T10:00:00.000001Z\t12.5\t-7\nb\n");
  }

  @Test
  void tellsNullFromTextThatLooksLikeIt() {
    text.text(null);
    text.decimal(null);
    text.integer(null);
    text.text("\\N");
    text.text("");

    assertThat(written()).isEqualTo("\\N\t\\N\t\\N\t\\\\N\t");
  }

  @Test
  void escapesWhatWouldEndTheValueTheRowOrTheData() {
    text.text("\\.");
    text.text("a\tb\nc\rd\\e");

    assertThat(written()).isEqualTo("\\\\.\ta\\tb\\nc\\rd\\\\e");
  }

  @Test
  void countsTheYearsBeforeOurEraBackwards() {
    text.time(Instant.parse("0000-02-29T12:00:00Z"));
    text.time(Instant.parse("0001-01-01T00:00:00Z"));

    assertThat(written()).isEqualTo("0001-02-29T12:00:00.000000Z BC\t0001-01-01T00:00:00Z");
  }

  private String written() {
    return new String(text.toBytes(), UTF_8);
  }
}
