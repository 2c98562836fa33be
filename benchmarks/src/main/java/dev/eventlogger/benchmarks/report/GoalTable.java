package dev.eventlogger.benchmarks.report;

import static dev.eventlogger.benchmarks.report.Numbers.text;

/** The goals, and what was measured. For one thread. */
final class GoalTable {

  private final Table table = new Table("goal", "wanted", "measured", "reached");

  void atLeast(String goal, double wanted, double measured) {
    row(goal, "≥ " + text(wanted), measured, measured >= wanted);
  }

  void atMost(String goal, double wanted, double measured) {
    row(goal, "≤ " + text(wanted), measured, measured <= wanted);
  }

  private void row(String goal, String wanted, double measured, boolean isReached) {
    String reached = Double.isNaN(measured) ? "not measured" : isReached ? "yes" : "no";
    table.row(goal, wanted, text(measured), reached);
  }

  Table table() {
    return table;
  }
}
