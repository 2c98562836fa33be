package dev.eventlogger.cli.demo;

import dev.eventlogger.event.Level;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** What somebody does during a visit: from page to page, as people do. For one thread. */
final class Journey {

  private static final Map<String, Object> NOTHING = Map.of();
  private static final String HOME = "/home";
  private static final Duration ASSISTANT_AGE = Duration.ofDays(20);

  private final Visit visit;
  private final Dice dice;
  private final Workbench workbench;
  private final Instant end;

  /**
   * A journey.
   *
   * @param end of the generated month, 20 days after the new feature was introduced
   */
  Journey(Visit visit, Instant end) {
    this.visit = visit;
    this.dice = visit.dice();
    this.workbench = new Workbench(visit);
    this.end = end;
  }

  void go() {
    if (visit.person().uid() == null) {
      readAsGuest();
      return;
    }
    signIn();
    for (int i = dice.between(1, 4); i > 0; i--) {
      step();
      visit.pause(25);
    }
    if (dice.chance(0.3)) {
      visit.audit("user-logged-out", null, NOTHING);
    }
  }

  private void readAsGuest() {
    Thing report = dice.pickPopular(Thing.REPORTS);
    visit.view("/shared" + report.path(), "SHARED_PAGE");
    visit.api(
        "GET", "/api/shared/<id>", Members.of("id", report.number()), 200, dice.around(60, 0.5));
    visit.pause(20);
    if (dice.chance(0.2)) {
      visit.click("/shared" + report.path(), "SHARED_PAGE", "SIGN_UP_BUTTON", NOTHING);
    }
  }

  private void signIn() {
    if (dice.chance(0.05)) {
      visit.audit("user-login-failed", null, Members.of("reason", "wrong password"));
      visit.api("POST", "/api/login", NOTHING, 403, dice.around(180, 0.2));
      visit.pause(6);
    }
    visit.audit(
        "user-logged-in", null, Members.of("method", dice.chance(0.7) ? "sso" : "password"));
    visit.view(HOME, "HOME_PAGE");
    visit.api("GET", "/api/recent", NOTHING, 200, dice.around(35, 0.5));
    visit.pause(8);
  }

  private void step() {
    double where = dice.fraction();
    if (visit.person().role().equals("admin") && where < 0.35) {
      administer();
    } else if (where < 0.18) {
      open(search());
    } else if (where < 0.28 && hasAssistant()) {
      ask();
    } else {
      open(dice.pickPopular(favourites(dice.fraction())));
    }
  }

  private List<Thing> favourites(double share) {
    if (!visit.person().is("analyst", "editor")) {
      return share < 0.65 ? Thing.DASHBOARDS : Thing.REPORTS;
    }
    if (share < 0.30) {
      return Thing.QUERIES;
    }
    if (share < 0.60) {
      return Thing.NOTEBOOKS;
    }
    return share < 0.85 ? Thing.DASHBOARDS : Thing.REPORTS;
  }

  private void open(Thing thing) {
    switch (thing.kind()) {
      case "dashboard" -> workbench.readDashboard(thing);
      case "notebook" -> workbench.editNotebook(thing);
      case "query" -> workbench.runQuery(thing);
      default -> workbench.readReport(thing);
    }
  }

  /** Half of the searches lead to the first result, and one in eight at first finds nothing. */
  private Thing search() {
    Thing wanted =
        dice.pickPopular(dice.pick(List.of(Thing.QUERIES, Thing.DASHBOARDS, Thing.REPORTS)));
    visit.click(HOME, "SIDEBAR", "SEARCH_BUTTON", NOTHING);
    visit.pause(4);
    if (dice.chance(0.12)) {
      visit.search(wanted.topic() + " " + dice.between(2019, 2024), 0, List.of());
      visit.pause(5);
    }
    int place = dice.chance(0.5) ? 1 : dice.between(2, 5);
    List<String> shown = new ArrayList<>();
    for (int i = 1; i <= 5; i++) {
      shown.add(i == place ? wanted.subject() : wanted.kind() + ":" + (60 - i));
    }
    visit.search(wanted.topic(), dice.between(5, 40), shown);
    visit.pause(5);
    String element = wanted.component() + "_RESULT_ITEM";
    visit.click(
        HOME,
        "SEARCH_MODAL",
        element,
        Members.of("search", wanted.topic(), "result", wanted.subject(), "position", place));
    return wanted;
  }

  /**
   * Whether the person uses the new feature: over time more people try it, and those who have keep
   * using it.
   */
  private boolean hasAssistant() {
    Duration age = ASSISTANT_AGE.minus(Duration.between(visit.begin(), end));
    double grown = age.toMinutes() / (double) ASSISTANT_AGE.toMinutes();
    return visit.person().zeal() < grown;
  }

  private void ask() {
    Thing query = dice.pickPopular(Thing.QUERIES);
    visit.click(HOME, "SIDEBAR", "ASSISTANT_BUTTON", NOTHING);
    visit.view("/assistant", "AI_ASSISTANT");
    visit.pause(15);
    String question = query.title().toLowerCase(Locale.ROOT) + "?";
    visit.click("/assistant", "AI_ASSISTANT", "ASK_BUTTON", Members.of("question", question));
    double millis = dice.around(1900, 0.4);
    visit.call(
        "suggestQuery",
        query,
        Members.of("question", question),
        Members.of("tables", dice.between(1, 4)),
        millis);
    visit.api("POST", "/api/assistant/ask", NOTHING, 200, millis + dice.around(30, 0.3));
    visit.pause(9);
    if (dice.chance(0.6)) {
      visit.click("/assistant", "AI_ASSISTANT", "KEEP_BUTTON", NOTHING);
      workbench.runQuery(query);
    } else {
      visit.click("/assistant", "AI_ASSISTANT", "REJECT_BUTTON", NOTHING);
    }
  }

  private void administer() {
    visit.view("/settings", "SETTINGS_PAGE");
    visit.pause(12);
    if (dice.chance(0.5)) {
      Thing report = dice.pickPopular(Thing.REPORTS);
      visit.change("report-scheduled", report, Level.AUDIT, Members.of("every", "monday"));
    } else if (dice.chance(0.5)) {
      visit.audit(
          "settings-changed", "setting:retention_days", Members.of("value", dice.between(30, 90)));
    } else {
      visit.audit(
          "user-invited", null, Members.of("role", dice.chance(0.8) ? "viewer" : "analyst"));
    }
    visit.api("PUT", "/api/settings", NOTHING, 200, dice.around(45, 0.4));
  }
}
