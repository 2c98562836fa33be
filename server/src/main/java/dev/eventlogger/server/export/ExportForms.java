package dev.eventlogger.server.export;

import dev.eventlogger.query.export.ExportForm;
import dev.eventlogger.query.export.TextForm;
import java.util.List;

/** The forms that the server exports events in. */
public final class ExportForms {

  /** All of them. */
  public static final List<ExportForm> ALL =
      List.of(TextForm.CSV, TextForm.NDJSON, TextForm.JSON, new XlsxForm());

  private ExportForms() {}
}
