package dev.eventlogger.viewer;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.openqa.selenium.By;
import org.openqa.selenium.WebElement;

/** The contents of the cards of a page, as text. */
record Tables(Browser browser) {

  private static final String FIND =
      "const card = [...document.querySelectorAll('.card')]"
          + ".find(c => c.querySelector('h2').textContent === arguments[0]);";

  /** The large figure with a name. */
  String figure(String name) {
    return browser
        .script(
            "return [...document.querySelectorAll('.figures > div')]"
                + ".find(d => d.querySelector('dt').textContent === arguments[0])"
                + ".querySelector('dd').textContent",
            name)
        .toString();
  }

  WebElement card(String title) {
    return (WebElement) browser.script(FIND + "return card", title);
  }

  /** The table of a card. */
  @SuppressWarnings("unchecked") // the type that the script returns
  List<List<String>> rows(String title) {
    return (List<List<String>>)
        browser.script(
            FIND
                + "return [...card.querySelectorAll('tbody tr')]"
                + ".map(r => [...r.cells].map(c => c.textContent.trim()))",
            title);
  }

  /** The cells of a column, by the first cell of their row. */
  Map<String, String> column(String title, String column) {
    int at = place(title, column);
    Map<String, String> cells = new LinkedHashMap<>();
    rows(title).forEach(row -> cells.put(row.get(0), row.get(at)));
    return cells;
  }

  /** A link in a cell. */
  WebElement link(String title, String row, String column) {
    List<List<String>> rows = rows(title);
    for (int i = 0; i < rows.size(); i++) {
      if (rows.get(i).get(0).equals(row)) {
        String cell = "tbody tr:nth-child(" + (i + 1) + ") td:nth-child(";
        return card(title).findElement(By.cssSelector(cell + (place(title, column) + 1) + ") a"));
      }
    }
    throw new AssertionError(title + " has no row " + row + " but " + rows);
  }

  /** The targets of the links in a column, for the cells that have one. */
  @SuppressWarnings("unchecked") // the type that the script returns
  List<String> hrefs(String title, String column) {
    return (List<String>)
        browser.script(
            FIND
                + "return [...card.querySelectorAll('tbody tr')]"
                + ".map(r => r.cells[arguments[1]].querySelector('a')).filter(a => a)"
                + ".map(a => decodeURIComponent(a.hash))",
            title,
            place(title, column));
  }

  private int place(String title, String column) {
    List<?> names =
        (List<?>)
            browser.script(
                FIND + "return [...card.querySelectorAll('th')].map(c => c.textContent)", title);
    int at = names.indexOf(column);
    if (at < 0) {
      throw new AssertionError(title + " has no column " + column + " but " + names);
    }
    return at;
  }

  static String number(long n) {
    return String.format(Locale.ROOT, "%,d", n);
  }

  static long parsed(String number) {
    return Long.parseLong(number.replace(",", ""));
  }

  static String duration(double ms) {
    if (ms >= 1000) {
      return String.format(Locale.ROOT, "%.2f s", ms / 1000);
    }
    return ms < 10 ? String.format(Locale.ROOT, "%.1f ms", ms) : Math.round(ms) + " ms";
  }
}
