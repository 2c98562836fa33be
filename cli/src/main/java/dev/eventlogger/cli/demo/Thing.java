package dev.eventlogger.cli.demo;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Something in the product: a notebook, a query, a dashboard or a report. The first in each list
 * are the popular ones.
 *
 * @param kind such as {@code query}
 * @param number its number among those of its kind
 * @param title what it is called
 */
record Thing(String kind, int number, String title) {

  private static final List<String> TOPICS =
      List.of(
          "Revenue",
          "Orders",
          "Churn",
          "Stock",
          "Leads",
          "Margins",
          "Returns",
          "Visits",
          "Costs",
          "Forecast");
  private static final List<String> CUTS =
      List.of("by region", "by month", "by product", "per customer", "this week", "last quarter");
  private static final int OF_EACH_KIND = TOPICS.size() * CUTS.size();

  static final List<Thing> DASHBOARDS = all("dashboard");
  static final List<Thing> NOTEBOOKS = all("notebook");
  static final List<Thing> QUERIES = all("query");
  static final List<Thing> REPORTS = all("report");

  private static List<Thing> all(String kind) {
    List<Thing> things = new ArrayList<>();
    for (int i = 0; i < OF_EACH_KIND; i++) {
      String cut = CUTS.get(i / TOPICS.size());
      things.add(new Thing(kind, i + 1, TOPICS.get(i % TOPICS.size()) + " " + cut));
    }
    return List.copyOf(things);
  }

  String subject() {
    return kind + ":" + number;
  }

  /** Where it is in the product. */
  String path() {
    return "/" + plural() + "/" + number;
  }

  String plural() {
    return kind.equals("query") ? "queries" : kind + "s";
  }

  /** The name in events of the page that shows it. */
  String page() {
    return component() + "_PAGE";
  }

  String component() {
    return kind.toUpperCase(Locale.ROOT);
  }

  /** The first word of its title, in lower case: what people search for. */
  String topic() {
    return title.substring(0, title.indexOf(' ')).toLowerCase(Locale.ROOT);
  }
}
