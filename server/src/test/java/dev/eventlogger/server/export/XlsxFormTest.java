package dev.eventlogger.server.export;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.eventlogger.event.Event;
import dev.eventlogger.event.EventDraft;
import dev.eventlogger.query.export.Column;
import dev.eventlogger.query.export.EventWriter;
import dev.eventlogger.server.export.Sheets.Cell;
import java.io.ByteArrayOutputStream;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(900)
class XlsxFormTest {

  private static final String TEXT = "inlineStr";

  @Test
  void writesARowOfNamesAndOneForEachEvent() throws Exception {
    Sheets sheets = written("name,uid,data", draft("a").uid("1"), draft("b").data(Map.of("n", 7)));

    assertThat(sheets.names()).containsExactly("sheet1");
    assertThat(sheets.rows("sheet1"))
        .containsExactly(
            List.of(text("name"), text("uid"), text("data")),
            List.of(text("a"), text("1")),
            List.of(text("b"), new Cell("", ""), text("{\"n\":7}")));
    assertThat(written("").rows("sheet1").get(0))
        .as("without columns, everything, and the exact time")
        .hasSize(Column.ALL.size() + 1);
  }

  @Test
  void writesTextsThatAreNeverFormulas() throws Exception {
    EventDraft[] drafts =
        HostileEvents.plain().stream().map(m -> draft("x").message(m)).toArray(EventDraft[]::new);

    Sheets sheets = written("message", drafts);

    assertThat(sheets.formulas()).isZero();
    List<List<Cell>> rows = sheets.rows("sheet1");
    assertThat(rows.subList(1, rows.size()))
        .containsExactlyElementsOf(
            HostileEvents.plain().stream().map(message -> List.of(text(message))).toList());
  }

  @Test
  void keepsTextsTextsWhenSomebodyEditsThem() throws Exception {
    Sheets sheets =
        written("message,data.n,created_at", draft("x").message("=1+1").data(Map.of("n", 1)));

    assertThat(sheets.format("sheet1!A2")).isEqualTo("@");
    assertThat(sheets.format("sheet1!B2")).isEmpty();
    assertThat(sheets.format("sheet1!C2")).isEqualTo("yyyy-mm-dd hh:mm:ss.000");
  }

  @Test
  void givesBackTextsOfAnyMixture() throws Exception {
    List<String> parts =
        List.of(
            "_",
            "x",
            "0",
            "003D",
            "_x003D_",
            " ",
            "\n",
            "\t",
            "=",
            "<",
            "&",
            "]]>",
            "\uD83D\uDE00");
    Random random = new Random(11);
    List<String> texts = new ArrayList<>();
    for (int i = 0; i < 2_000; i++) {
      StringBuilder text = new StringBuilder();
      for (int part = random.nextInt(1, 12); part > 0; part--) {
        text.append(parts.get(random.nextInt(parts.size())));
      }
      texts.add(text.toString());
    }

    List<List<Cell>> rows =
        written(
                "message",
                texts.stream().map(text -> draft("x").message(text)).toArray(EventDraft[]::new))
            .rows("sheet1");

    assertThat(rows.subList(1, rows.size()))
        .containsExactlyElementsOf(texts.stream().map(text -> List.of(text(text))).toList());
  }

  @Test
  void escapesWhatXmlCannotHoldAndWhatHidesOrTurnsText() throws Exception {
    for (HostileEvents.Message message : HostileEvents.escaped()) {
      assertThat(written("message", draft("x").message(message.text())).rows("sheet1").get(1))
          .containsExactly(text(message.shown()));
    }
  }

  @Test
  void cutsAndMarksWhatIsTooLongForACellAndSaysSo() throws Exception {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    EventWriter writer = new XlsxForm().writer(out, Column.parseAll("message"), ZoneOffset.UTC);
    writer.write(Event.of(draft("x").message("\uD83D\uDE00".repeat(20_000))));
    writer.write(Event.of(draft("x").message("y".repeat(XlsxText.LONGEST))));
    writer.finish();

    Sheets sheets = Sheets.of(out.toByteArray());

    assertThat(sheets.rows("sheet1").get(1).get(0).text())
        .hasSizeBetween(XlsxText.LONGEST - 1, XlsxText.LONGEST)
        .startsWith("\uD83D\uDE00")
        .endsWith("\uD83D\uDE00… [cut; it has 40000 characters]");
    assertThat(sheets.rows("sheet1").get(2)).containsExactly(text("y".repeat(XlsxText.LONGEST)));
    assertThat(writer.remarks())
        .containsExactly(
            "1 text is cut, for a cell holds at most 32767 characters; the forms ndjson, json and"
                + " csv have them whole");
    assertThat(sheets.rows("sheet2")).containsExactly(List.of(text(writer.remarks().get(0))));
  }

  @Test
  void writesNumbersAsNumbersWhereTheyAreExact() throws Exception {
    List<Cell> row =
        written(
                "data.a,data.b,data.c,data.d,data.e,data.f,duration_ms",
                draft("x")
                    .duration(Duration.ofNanos(1_500_250))
                    .data(
                        Map.of(
                            "a",
                            -5,
                            "b",
                            0.1,
                            "c",
                            9_007_199_254_740_992L,
                            "d",
                            9_007_199_254_740_994L,
                            "e",
                            new BigDecimal("0.10000000000000000001"),
                            "f",
                            true)))
            .rows("sheet1")
            .get(1);

    assertThat(row)
        .containsExactly(
            new Cell("n", "-5"),
            new Cell("n", "0.1"),
            new Cell("n", "9007199254740992"),
            text("9007199254740994"),
            text("0.10000000000000000001"),
            new Cell("b", "1"),
            new Cell("n", "1.50025"));
  }

  @Test
  void writesTimesAsDatesOfUtcAndAsTheyAre() throws Exception {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    EventWriter writer =
        new XlsxForm().writer(out, Column.parseAll("created_at"), ZoneId.of("Europe/Berlin"));
    writer.write(Event.of(draft("x").createdAt(HostileEvents.TIME)));
    writer.write(Event.of(draft("x").createdAt(Instant.parse("1899-12-31T00:00:00Z"))));
    writer.finish();

    List<List<Cell>> rows = Sheets.of(out.toByteArray()).rows("sheet1");

    assertThat(rows.get(0)).containsExactly(text("created_at"), text("created_at (exact)"));
    assertThat(rows.get(1).get(1)).isEqualTo(text("2026-03-01T13:00:00.123456+01:00"));
    assertThat(rows.get(1).get(0).type()).isEqualTo("n");
    assertThat(date(rows.get(1).get(0).text())).isEqualTo("2026-03-01T12:00:00.123");
    assertThat(rows.get(2).get(0).type()).as("no spreadsheet has such a date").isEqualTo(TEXT);
  }

  /** The date of a spreadsheet's serial number, which counts days from the end of 1899. */
  private static LocalDateTime date(String serial) {
    return LocalDateTime.of(1899, 12, 30, 0, 0)
        .plus(Math.round(Double.parseDouble(serial) * 86_400_000), ChronoUnit.MILLIS);
  }

  @Test
  void goesOnOnAnotherSheetWhereOneIsFull() throws Exception {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    XlsxWriter writer = new XlsxWriter(out, Column.parseAll("name"), ZoneOffset.UTC, 3);
    for (String name : List.of("a", "b", "c", "d", "e")) {
      writer.write(Event.of(draft(name)));
    }
    writer.finish();

    Sheets sheets = Sheets.of(out.toByteArray());

    assertThat(sheets.rows("sheet1"))
        .containsExactly(List.of(text("name")), List.of(text("a")), List.of(text("b")));
    assertThat(sheets.rows("sheet2"))
        .containsExactly(List.of(text("name")), List.of(text("c")), List.of(text("d")));
    assertThat(sheets.rows("sheet3")).containsExactly(List.of(text("name")), List.of(text("e")));
  }

  @Test
  void writesAnyNumberOfEventsInLittleMemory() throws Exception {
    int events = Boolean.getBoolean("eventlogger.long") ? 1_100_000 : 100_000;
    Process process =
        new ProcessBuilder(
                ProcessHandle.current().info().command().orElse("java"),
                "-Xmx64m",
                "-cp",
                System.getProperty("java.class.path"),
                ManyRows.class.getName(),
                String.valueOf(events))
            .redirectErrorStream(true)
            .start();

    String said = new String(process.getInputStream().readAllBytes(), UTF_8);
    assertThat(process.waitFor()).as(said).isZero();
    assertThat(Long.parseLong(said.strip())).isGreaterThan(10L * events);
  }

  private static EventDraft draft(String name) {
    return EventDraft.named(name);
  }

  private static Cell text(String text) {
    return new Cell(TEXT, text);
  }

  private static Sheets written(String columns, EventDraft... drafts) throws Exception {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    EventWriter writer =
        new XlsxForm()
            .writer(out, columns.isEmpty() ? List.of() : Column.parseAll(columns), ZoneOffset.UTC);
    for (EventDraft draft : drafts) {
      writer.write(Event.of(draft));
    }
    writer.finish();
    return Sheets.of(out.toByteArray());
  }
}
