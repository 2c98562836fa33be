package dev.eventlogger.benchmarks.report;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** A table in Markdown. For one thread. */
final class Table {

  private final List<String> lines = new ArrayList<>();

  /** A table whose first column is text, and whose other columns are numbers. */
  Table(String... heads) {
    lines.add(line(List.of(heads)));
    List<String> rule = new ArrayList<>(Collections.nCopies(heads.length, "---:"));
    rule.set(0, "---");
    lines.add(line(rule));
  }

  Table row(String... cells) {
    return row(List.of(cells));
  }

  Table row(List<String> cells) {
    lines.add(line(cells));
    return this;
  }

  private static String line(List<String> cells) {
    return "| " + String.join(" | ", cells) + " |";
  }

  @Override
  public String toString() {
    return String.join("\n", lines) + "\n";
  }
}
