package dev.eventlogger.query.export;

import dev.eventlogger.spi.Suggestions;
import java.io.IOException;
import java.io.OutputStream;
import java.time.ZoneId;
import java.util.List;

/** A form in which events are written for other programs. Immutable. */
public interface ExportForm {

  /** The form's name, which is also the extension of its files: {@code csv}. */
  String ending();

  /** The value of {@code Content-Type}. */
  String mediaType();

  /**
   * Makes a writer to a stream.
   *
   * @param columns which fields, in which order; empty for everything
   * @param zone of the times, where the form is for people; JSON always has UTC
   */
  EventWriter writer(OutputStream out, List<Column> columns, ZoneId zone) throws IOException;

  /**
   * The form with a name.
   *
   * @throws IllegalArgumentException if there is none, saying which there are
   */
  static ExportForm find(String ending, List<ExportForm> forms) {
    List<String> known = forms.stream().map(ExportForm::ending).toList();
    int at = known.indexOf(ending);
    if (at < 0) {
      throw new IllegalArgumentException(
          "must be one of " + String.join(", ", known) + Suggestions.didYouMean(ending, known));
    }
    return forms.get(at);
  }
}
