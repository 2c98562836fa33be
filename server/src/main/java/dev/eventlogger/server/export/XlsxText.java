package dev.eventlogger.server.export;

import dev.eventlogger.query.export.Csv;
import java.util.regex.Pattern;

/**
 * Makes texts fit for a cell of a workbook, and counts those that were too long. For one thread.
 */
final class XlsxText {

  /** The most characters that a cell of Excel holds, in UTF-16 units. */
  static final int LONGEST = 32_767;

  /** What a reader takes for an escaped character (ECMA-376 part 1, 22.9.2.19, ST_Xstring). */
  private static final Pattern ESCAPE = Pattern.compile("_(?=x[0-9A-Fa-f]{4}_)");

  private int cut;

  /** The text of a cell. */
  String of(String text) {
    String visible = Csv.visible(text).replace("\ufffe", "\\ufffe").replace("\uffff", "\\uffff");
    return ESCAPE.matcher(fitting(visible)).replaceAll("_x005F_");
  }

  private String fitting(String text) {
    if (text.length() <= LONGEST) {
      return text;
    }
    cut++;
    String mark = "… [cut; it has " + text.length() + " characters]";
    int end = LONGEST - mark.length();
    return text.substring(0, Character.isHighSurrogate(text.charAt(end - 1)) ? end - 1 : end)
        + mark;
  }

  /** How many texts were too long. */
  int cut() {
    return cut;
  }
}
