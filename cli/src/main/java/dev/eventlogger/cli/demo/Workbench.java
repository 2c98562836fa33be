package dev.eventlogger.cli.demo;

import dev.eventlogger.event.Level;
import java.util.List;
import java.util.Map;

/** What people do with the things of the product, and how that goes wrong. For one thread. */
final class Workbench {

  private static final Map<String, Object> NOTHING = Map.of();
  private static final List<String> REGIONS = List.of("EMEA", "AMER", "APAC");
  private static final List<String> FORMATS = List.of("csv", "csv", "xlsx", "pdf");

  private final Visit visit;
  private final Dice dice;

  Workbench(Visit visit) {
    this.visit = visit;
    this.dice = visit.dice();
  }

  void readDashboard(Thing dashboard) {
    open(dashboard);
    drawCharts(dashboard, dice.between(2, 4));
    visit.pause(18);
    if (dice.chance(0.45)) {
      String region = dice.pick(REGIONS);
      click(dashboard, "FILTER_BUTTON", Members.of("region", region));
      drawCharts(dashboard, 2);
      visit.pause(14);
    }
    if (dice.chance(0.15)) {
      click(dashboard, "REFRESH_BUTTON", NOTHING);
      drawCharts(dashboard, 2);
    }
    if (dice.chance(0.12)) {
      export(dashboard);
    }
    if (dice.chance(0.06)) {
      share(dashboard);
    }
  }

  void editNotebook(Thing notebook) {
    open(notebook);
    visit.pause(30);
    for (int cells = dice.between(1, 3); cells > 0; cells--) {
      click(notebook, "RUN_CELL_BUTTON", Members.of("cell", cells));
      if (dice.chance(0.12)) {
        forecast(notebook);
      } else {
        run("runCell", notebook, 210);
      }
      visit.pause(25);
    }
    if (dice.chance(0.4)) {
      visit.change(
          "notebook-edited", notebook, Level.USAGE, Members.of("cells", dice.between(1, 9)));
      visit.api("PUT", "/api/notebooks/<id>", id(notebook), 200, dice.around(55, 0.4));
    }
    if (dice.chance(0.1)) {
      share(notebook);
    }
  }

  void runQuery(Thing query) {
    open(query);
    visit.pause(20);
    if (dice.chance(0.25)) {
      click(query, "FORMAT_BUTTON", NOTHING);
      visit.pause(4);
    }
    click(query, "RUN_QUERY_BUTTON", NOTHING);
    run("runQuery", query, 480);
    visit.pause(22);
    if (dice.chance(0.3)) {
      visit.change("query-edited", query, Level.USAGE, Members.of("lines", dice.between(1, 30)));
      click(query, "RUN_QUERY_BUTTON", NOTHING);
      run("runQuery", query, 480);
    }
    if (dice.chance(0.22)) {
      export(query);
    }
  }

  void readReport(Thing report) {
    open(report);
    double millis = dice.around(760, 0.5);
    visit.call(
        "renderReport",
        report,
        Members.of("format", "html"),
        Members.of("pages", dice.between(1, 12)),
        millis);
    visit.pause(40);
    if (dice.chance(0.3)) {
      export(report);
    }
    if (dice.chance(0.08)) {
      click(report, "SCHEDULE_BUTTON", NOTHING);
      visit.change("report-scheduled", report, Level.AUDIT, Members.of("every", "day"));
    }
  }

  private void open(Thing thing) {
    visit.view(thing.path(), thing.page());
    boolean isGone = dice.chance(0.004);
    String route = "/api/" + thing.plural() + "/<id>";
    visit.api("GET", route, id(thing), isGone ? 404 : 200, dice.around(38, 0.6));
  }

  private void drawCharts(Thing dashboard, int charts) {
    for (int i = 1; i <= charts; i++) {
      Map<String, Object> params = Members.of("id", dashboard.number(), "chart", i);
      visit.api("POST", "/api/dashboards/<id>/data", params, 200, dice.around(120, 0.6));
    }
    if (dice.chance(chartsBreak())) {
      visit.fail(Failure.CHART_LEGEND, dashboard, dashboard.path());
    } else if (dice.chance(0.003)) {
      visit.fail(Failure.OFFLINE, dashboard, dashboard.path());
    }
  }

  private double chartsBreak() {
    return switch (visit.release()) {
      case V2_4_0 -> 0.07;
      case V2_4_1 -> 0.035;
      default -> 0.001;
    };
  }

  /** Runs a query or a cell, which the warehouse answers, or not in time. */
  private void run(String function, Thing thing, double usual) {
    boolean isTooSlow = dice.chance(0.013);
    double millis = isTooSlow ? 30_000 + dice.around(40, 0.3) : dice.around(usual, 0.9);
    Map<String, Object> in =
        Members.of("region", dice.pick(REGIONS), "days", dice.pick(List.of(7, 30, 90)));
    Map<String, Object> out =
        isTooSlow ? Members.of("failed", true) : Members.of("rows", dice.between(0, 5000));
    visit.call(function, thing, in, out, millis);
    String route = "/api/" + thing.plural() + "/<id>/run";
    visit.api("POST", route, id(thing), isTooSlow ? 504 : 200, dice.around(25, 0.4) + millis / 50);
    if (isTooSlow) {
      visit.fail(Failure.QUERY_TIMEOUT, thing, thing.path());
    }
  }

  /** Runs the slow function; since 2.4.0 it takes twice the time. */
  private void forecast(Thing thing) {
    double usual = visit.release().isAtLeast(Release.V2_4_0) ? 6200 : 2900;
    boolean diverges = dice.chance(0.08);
    Map<String, Object> out =
        diverges ? Members.of("failed", true) : Members.of("error", dice.between(1, 40) / 100.0);
    visit.call(
        "forecast",
        thing,
        Members.of(
            "model", dice.chance(0.7) ? "arima" : "ets", "horizon", dice.pick(List.of(7, 30))),
        out,
        dice.around(usual, 0.5));
    if (diverges) {
      visit.fail(Failure.FORECAST_DIVERGED, thing, thing.path());
    }
  }

  private void export(Thing thing) {
    String format = dice.pick(FORMATS);
    click(thing, "EXPORT_BUTTON", Members.of("format", format));
    boolean fails = dice.chance(0.02);
    visit.call(
        "export",
        thing,
        Members.of("format", format),
        fails ? Members.of("failed", true) : Members.of("bytes", dice.between(2_000, 900_000)),
        dice.around(format.equals("pdf") ? 1400 : 350, 0.5));
    if (fails) {
      visit.fail(Failure.EXPORT_FAILED, thing, thing.path());
    }
  }

  private void share(Thing thing) {
    click(thing, "SHARE_BUTTON", NOTHING);
    visit.pause(7);
    boolean isRefused = visit.person().is("viewer", "guest") && dice.chance(0.4);
    String route = "/api/" + thing.plural() + "/<id>/share";
    visit.api("POST", route, id(thing), isRefused ? 403 : 200, dice.around(48, 0.4));
    if (isRefused) {
      visit.fail(Failure.NO_PERMISSION, thing, thing.path());
    } else {
      visit.change("entity-shared", thing, Level.AUDIT, Members.of("with", "team"));
    }
  }

  private void click(Thing on, String element, Map<String, Object> aux) {
    visit.click(on.path(), on.page(), element, aux);
  }

  private static Map<String, Object> id(Thing thing) {
    return Members.of("id", thing.number());
  }
}
