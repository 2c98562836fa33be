package dev.eventlogger.query.export;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.time.ZoneId;
import java.util.List;

/** The forms that are text. */
public enum TextForm implements ExportForm {
  /**
   * Comma-separated values as {@link Csv} writes them: a line of names, then one for each event. By
   * default, each part of an event is a column; data and context are JSON.
   */
  CSV("csv", "text/csv; charset=utf-8; header=present"),

  /** Lines of JSON: canonical events, or objects with those columns that an event has. */
  NDJSON("ndjson", "application/x-ndjson"),

  /** The same in one array. */
  JSON("json", "application/json");

  private final String ending;
  private final String mediaType;

  TextForm(String ending, String mediaType) {
    this.ending = ending;
    this.mediaType = mediaType;
  }

  @Override
  public String ending() {
    return ending;
  }

  @Override
  public String mediaType() {
    return mediaType;
  }

  @Override
  public EventWriter writer(OutputStream out, List<Column> columns, ZoneId zone)
      throws IOException {
    return writer(new BufferedWriter(new OutputStreamWriter(out, UTF_8)), columns, zone);
  }

  /** Makes a writer of this form into a writer of text. */
  public EventWriter writer(Writer out, List<Column> columns, ZoneId zone) throws IOException {
    return switch (this) {
      case CSV -> new CsvWriter(out, columns.isEmpty() ? Column.ALL : columns, zone);
      case NDJSON -> JsonEventWriter.lines(out, columns);
      case JSON -> JsonEventWriter.array(out, columns);
    };
  }
}
