package dev.eventlogger.server.export;

import static org.assertj.core.api.Assertions.assertThat;

import dev.eventlogger.event.Event;
import dev.eventlogger.event.EventDraft;
import dev.eventlogger.query.export.Column;
import dev.eventlogger.query.export.EventWriter;
import dev.eventlogger.query.export.ExportForm;
import dev.eventlogger.query.export.TextForm;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What LibreOffice makes of exports: a reader that is not ours, and that evaluates formulas. */
@Timeout(600)
class LibreOfficeIT {

  /** Commas, quotes around every text, UTF-8, and raw rather than formatted values. */
  private static final String CSV =
      "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,true,false,false";

  private static final String FORMULA = "table:formula";

  @TempDir private Path folder;
  private LibreOffice office;

  @BeforeEach
  void setUp() {
    office = new LibreOffice(folder);
  }

  @Test
  void readsTheTextsOfAWorkbookAsTheyAre() throws Exception {
    List<String> messages =
        HostileEvents.plain().stream().filter(message -> message.indexOf('\r') < 0).toList();
    Path file = exported(new XlsxForm(), "message", HostileEvents.events(messages));

    String csv = office.convert(file, CSV);

    StringBuilder expected = new StringBuilder("\"message\"\n");
    for (String message : messages) {
      expected.append('"').append(message.replace("\"", "\"\"")).append("\"\n");
    }
    assertThat(csv).isEqualTo(expected.toString());
  }

  @Test
  void calculatesNothingInAWorkbook() throws Exception {
    Path file = exported(new XlsxForm(), "message,name", HostileEvents.plainEvents());

    assertThat(office.convert(file, "fods")).contains("=1+1").doesNotContain(FORMULA);
  }

  @Test
  void calculatesNothingInCsv() throws Exception {
    Path file = exported(TextForm.CSV, "message,name", HostileEvents.plainEvents());

    assertThat(office.convert(file, "fods")).contains("&apos;=1+1").doesNotContain(FORMULA);
  }

  @Test
  void wouldCalculateWhatIsAFormula() throws Exception {
    Path file = folder.resolve("formula.fods");
    Files.writeString(
        file,
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?><office:document"
            + " xmlns:office=\"urn:oasis:names:tc:opendocument:xmlns:office:1.0\""
            + " xmlns:table=\"urn:oasis:names:tc:opendocument:xmlns:table:1.0\""
            + " xmlns:of=\"urn:oasis:names:tc:opendocument:xmlns:of:1.2\""
            + " office:mimetype=\"application/vnd.oasis.opendocument.spreadsheet\""
            + " office:version=\"1.2\"><office:body><office:spreadsheet><table:table"
            + " table:name=\"a\"><table:table-row><table:table-cell"
            + " table:formula=\"of:=20+22\"/></table:table-row></table:table>"
            + "</office:spreadsheet></office:body></office:document>");

    assertThat(office.convert(file, CSV)).as("so the other tests see one").contains("42");
    assertThat(office.convert(file, "fods")).contains(FORMULA);
  }

  @Test
  void readsNumbersAndTimesAsSuch() throws Exception {
    Event event =
        Event.of(
            EventDraft.named("x")
                .createdAt(HostileEvents.TIME)
                .data(Map.of("n", -5, "half", 0.5, "yes", true)));
    Path file = exported(new XlsxForm(), "created_at,data.n,data.half,data.yes", List.of(event));

    String fods = office.convert(file, "fods");

    assertThat(fods)
        .contains("office:value-type=\"float\" office:value=\"-5\"")
        .contains("office:value-type=\"float\" office:value=\"0.5\"")
        .contains("<text:p>TRUE</text:p>")
        .contains("office:date-value=\"2026-03-01T12:00:00.1")
        .contains("2026-03-01 12:00:00.123")
        .contains("2026-03-01T12:00:00.123456Z");
  }

  private Path exported(ExportForm form, String columns, List<Event> events) throws IOException {
    Path file = folder.resolve("events." + form.ending());
    try (OutputStream out = Files.newOutputStream(file)) {
      EventWriter writer = form.writer(out, Column.parseAll(columns), ZoneOffset.UTC);
      for (Event event : events) {
        writer.write(event);
      }
      writer.finish();
    }
    return file;
  }
}
