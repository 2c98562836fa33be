package dev.eventlogger.server.export;

import dev.eventlogger.event.Event;
import dev.eventlogger.event.JsonNumbers;
import dev.eventlogger.query.Field;
import dev.eventlogger.query.export.Column;
import dev.eventlogger.query.export.EventWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import org.dhatim.fastexcel.RichText;
import org.dhatim.fastexcel.Workbook;
import org.dhatim.fastexcel.Worksheet;

/** Writes events as rows of a workbook, flushed to the stream a few hundred at a time. */
final class XlsxWriter implements EventWriter {

  /** The most rows of a sheet in Excel. */
  static final int MOST_ROWS = Worksheet.MAX_ROWS;

  private static final int ROWS_IN_MEMORY = 200;
  private static final BigDecimal LARGEST = BigDecimal.valueOf(1L << 53);

  /**
   * The first day that has the same number in every spreadsheet: some take 1900 for a leap year.
   */
  private static final Instant FIRST_DAY = Instant.parse("1900-03-01T00:00:00Z");

  private static final String TIME = "yyyy-mm-dd hh:mm:ss.000";
  private static final String TEXT = "@";

  private final OutputStream out;
  private final Workbook workbook;
  private final List<Column> columns;
  private final ZoneId zone;
  private final int mostRows;
  private final XlsxText texts = new XlsxText();
  private final List<String> remarks = new ArrayList<>();
  private Worksheet sheet;
  private int sheets;
  private int row;

  XlsxWriter(OutputStream out, List<Column> columns, ZoneId zone) throws IOException {
    this(out, columns, zone, MOST_ROWS);
  }

  XlsxWriter(OutputStream out, List<Column> columns, ZoneId zone, int mostRows) throws IOException {
    this.out = out;
    this.columns = withExactTimes(columns);
    this.zone = zone;
    this.mostRows = mostRows;
    if (this.columns.size() > Worksheet.MAX_COLS) {
      throw new IllegalArgumentException(
          "a sheet has at most " + Worksheet.MAX_COLS + " columns, not " + this.columns.size());
    }
    workbook = new Workbook(out, "Event Logger", null);
    sheet = nextSheet();
  }

  /** Adds a column with the exact time beside the date, which has only milliseconds. */
  private static List<Column> withExactTimes(List<Column> columns) {
    List<Column> all = new ArrayList<>();
    for (Column column : columns) {
      all.add(column);
      if (column.name().equals(Field.CREATED_AT.toString())) {
        all.add(new Column(column.name() + " (exact)", Event::createdAt));
      }
    }
    return all;
  }

  private Worksheet nextSheet() throws IOException {
    sheets++;
    Worksheet next = workbook.newWorksheet(sheets == 1 ? "Events" : "Events " + sheets);
    next.freezePane(0, 1);
    for (int column = 0; column < columns.size(); column++) {
      text(next, 0, column, columns.get(column).name());
      next.width(column, width(columns.get(column).name()));
    }
    row = 1;
    return next;
  }

  private static double width(String name) {
    return switch (name) {
      case "id", "message", "data", "context" -> 40;
      case "created_at", "created_at (exact)" -> 28;
      default -> Math.min(40, Math.max(12, name.length() + 2));
    };
  }

  @Override
  public void write(Event event) throws IOException {
    if (row == mostRows) {
      sheet.finish();
      sheet = nextSheet();
    }
    for (int column = 0; column < columns.size(); column++) {
      cell(column, columns.get(column), event);
    }
    row++;
    if (row % ROWS_IN_MEMORY == 0) {
      sheet.flush();
    }
  }

  private void cell(int at, Column column, Event event) {
    Object value = column.value().apply(event);
    if (value instanceof Number number && isExact(number)) {
      sheet.value(row, at, plain(number));
    } else if (value instanceof Boolean is) {
      sheet.value(row, at, is);
    } else if (value instanceof Instant time && isDate(column, time)) {
      sheet.value(row, at, time);
      sheet.style(row, at).format(TIME).set();
    } else if (value != null) {
      text(sheet, row, at, column.text(event, zone));
    }
  }

  private static boolean isDate(Column column, Instant time) {
    return column.name().equals(Field.CREATED_AT.toString()) && !time.isBefore(FIRST_DAY);
  }

  /** Whether a spreadsheet's number, a double, holds this number exactly. */
  private static boolean isExact(Number number) {
    BigDecimal exact = JsonNumbers.decimal(number);
    return exact.abs().compareTo(LARGEST) <= 0
        && BigDecimal.valueOf(exact.doubleValue()).compareTo(exact) == 0;
  }

  private static Number plain(Number number) {
    return JsonNumbers.isWhole(number)
        ? (Number) number.longValue()
        : (Number) number.doubleValue();
  }

  /** Writes text that stays text when somebody edits it. */
  private void text(Worksheet in, int line, int column, String value) {
    String text = texts.of(value);
    if (text.equals(text.strip())) {
      in.inlineString(line, column, text);
    } else {
      // Only with rich text does the library tell readers to keep the blanks around it.
      in.inlineString(line, column, RichText.builder().run(text).end().build());
    }
    in.style(line, column).format(TEXT).set();
  }

  @Override
  public void finish() throws IOException {
    sheet.finish();
    if (texts.cut() > 0) {
      remarks.add(
          texts.cut()
              + (texts.cut() == 1 ? " text is" : " texts are")
              + " cut, for a cell holds at most "
              + XlsxText.LONGEST
              + " characters; the forms ndjson, json and csv have them whole");
    }
    if (!remarks.isEmpty()) {
      Worksheet last = workbook.newWorksheet("Remarks");
      for (int line = 0; line < remarks.size(); line++) {
        text(last, line, 0, remarks.get(line));
      }
    }
    workbook.finish();
    out.flush();
  }

  @Override
  public List<String> remarks() {
    return List.copyOf(remarks);
  }
}
