package dev.eventlogger.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import dev.eventlogger.event.Outcome.DropReason;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;

class LogNotesTest {

  private static final Instant TIME = Instant.parse("2026-11-21T05:14:50Z");

  @Test
  void areReadAsTheyWereWritten() {
    LogNotes notes =
        new LogNotes(
            Map.of(DropReason.QUEUE_FULL, 5L, DropReason.NOT_WRITTEN, 1L),
            TIME,
            7,
            new SinkFailure(TIME, "java.net.ConnectException: \"no\" route", true),
            TIME.plusSeconds(1));

    assertThat(LogNotes.parse(notes.toJson())).isEqualTo(notes);
    assertThat(LogNotes.parse(LogNotes.NONE.toJson())).isEqualTo(LogNotes.NONE);
  }

  @Test
  void areNoneWhereTheyCannotBeRead() {
    String[] texts = {
      "", "{", "[]", "5", "\0\0\0", "{\"dropped\":5,\"failures\":\"x\",\"failure\":{}}"
    };
    for (String text : texts) {
      assertThat(LogNotes.parse(text)).as(text).isEqualTo(LogNotes.NONE);
    }
    assertThat(LogNotes.parse("{\"last_drop\":\"yesterday\"}")).isEqualTo(LogNotes.NONE);
  }
}
