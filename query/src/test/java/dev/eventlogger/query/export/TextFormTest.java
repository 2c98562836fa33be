package dev.eventlogger.query.export;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.eventlogger.event.Event;
import dev.eventlogger.event.EventDraft;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@Timeout(300)
class TextFormTest {

  private static final Event RUN =
      Event.of(
          EventDraft.named("run")
              .createdAt(Instant.parse("2026-03-01T12:00:00Z"))
              .uid("\u00e4\uD83D\uDE00")
              .data(Map.of("n", 7)));
  private static final Event STOP = Event.of(EventDraft.named("stop"));

  @Test
  void writesCanonicalEventsAsLines() throws IOException {
    assertThat(written(TextForm.NDJSON, "", RUN, STOP))
        .isEqualTo(RUN.toJson() + "\n" + STOP.toJson() + "\n");
    assertThat(written(TextForm.NDJSON, "")).isEmpty();
  }

  @Test
  void writesCanonicalEventsAsAnArray() throws IOException {
    assertThat(written(TextForm.JSON, "", RUN, STOP))
        .isEqualTo("[\n" + RUN.toJson() + ",\n" + STOP.toJson() + "\n]\n");
    assertThat(written(TextForm.JSON, "")).isEqualTo("[]\n");
  }

  @Test
  void writesTheColumnsThatAnEventHas() throws IOException {
    assertThat(written(TextForm.NDJSON, "name,data.n,created_at", RUN))
        .isEqualTo("{\"name\":\"run\",\"data.n\":7,\"created_at\":\"2026-03-01T12:00:00Z\"}\n");
    assertThat(written(TextForm.JSON, "uid,data.n", STOP)).isEqualTo("[\n{}\n]\n");
  }

  @Test
  void writesALineOfNamesAndOneForEachEventAsCsv() throws IOException {
    assertThat(written(TextForm.CSV, "name,uid,data", RUN, STOP))
        .isEqualTo("name,uid,data\r\nrun,\u00e4\uD83D\uDE00,\"{\"\"n\"\":7}\"\r\nstop,,\r\n");
    assertThat(written(TextForm.CSV, "").split(","))
        .as("without columns, everything")
        .hasSize(Column.ALL.size());
  }

  @Test
  void showsThatWhatWasNotFinishedIsNotWhole() throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    EventWriter writer = TextForm.JSON.writer(out, List.of(), ZoneOffset.UTC);
    for (int i = 0; i < 100; i++) {
      writer.write(RUN);
    }

    assertThat(out.toString(UTF_8)).startsWith("[\n").doesNotContain("]\n");
  }

  @Test
  void leavesTheStreamOpenAndFlushesIt() throws IOException {
    StringBuilder calls = new StringBuilder();
    OutputStream out =
        new ByteArrayOutputStream() {
          @Override
          public void flush() {
            calls.append("flush ");
          }

          @Override
          public void close() {
            calls.append("close ");
          }
        };

    TextForm.CSV.writer(out, List.of(), ZoneOffset.UTC).finish();

    assertThat(calls.toString()).contains("flush").doesNotContain("close");
  }

  @ParameterizedTest
  @EnumSource
  void writesAnyNumberOfEventsInLittleMemory(TextForm form) throws Exception {
    int events = Boolean.getBoolean("eventlogger.long") ? 1_000_000 : 100_000;
    Process process =
        new ProcessBuilder(
                ProcessHandle.current().info().command().orElse("java"),
                "-Xmx64m",
                "-cp",
                System.getProperty("java.class.path"),
                ManyEvents.class.getName(),
                form.name(),
                String.valueOf(events))
            .redirectErrorStream(true)
            .start();

    String said = new String(process.getInputStream().readAllBytes(), UTF_8);
    assertThat(process.waitFor()).as(said).isZero();
    assertThat(Long.parseLong(said.strip())).isGreaterThan(100L * events);
  }

  private static String written(TextForm form, String columns, Event... events) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    EventWriter writer =
        form.writer(out, columns.isEmpty() ? List.of() : Column.parseAll(columns), ZoneOffset.UTC);
    for (Event event : events) {
      writer.write(event);
    }
    writer.finish();
    return out.toString(UTF_8);
  }
}
