package dev.eventlogger.server.export;

import dev.eventlogger.query.export.Column;
import dev.eventlogger.query.export.EventWriter;
import dev.eventlogger.query.export.ExportForm;
import java.io.IOException;
import java.io.OutputStream;
import java.time.ZoneId;
import java.util.List;

/**
 * A workbook of Office Open XML: a row of names, then one for each event, on as many sheets as it
 * takes. Immutable.
 *
 * <p>Text stays text and never becomes a formula, even when it is edited. Numbers are numbers where
 * a spreadsheet holds them exactly, up to 2<sup>53</sup>, and text elsewhere. The time of an event
 * is a UTC date, to the millisecond, and beside it stands the exact time as text in the requested
 * zone. Text that is too long for a cell is cut and marked; {@link EventWriter#remarks} and a last
 * sheet then say so. Characters that control or hide text are escaped as in CSV.
 */
public final class XlsxForm implements ExportForm {

  @Override
  public String ending() {
    return "xlsx";
  }

  @Override
  public String mediaType() {
    return "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
  }

  @Override
  public EventWriter writer(OutputStream out, List<Column> columns, ZoneId zone)
      throws IOException {
    return new XlsxWriter(out, columns.isEmpty() ? Column.ALL : columns, zone);
  }
}
