package dev.eventlogger.viewer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.eventlogger.server.trust.Key;
import dev.eventlogger.server.trust.KeyFile;
import dev.eventlogger.server.trust.KeyKind;
import dev.eventlogger.server.trust.KeyToken;
import dev.eventlogger.server.trust.Restrictions;
import dev.eventlogger.server.trust.Scope;
import dev.eventlogger.viewer.Viewing.Viewed;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.Keys;

/** What stands around the pages: the start page, times, signing in, Health, and what fails. */
@ExtendWith(Viewing.class)
@Timeout(120)
class FrameIT {

  private Viewed viewed;
  private Browser browser;

  @BeforeEach
  void begin(Viewed viewing) {
    viewed = viewing;
    browser = viewed.browser();
    browser.sized(Look.WIDE);
    browser.complaints();
  }

  @Test
  void beginsWithWhatThereIs() throws Exception {
    String lately = ShownServer.lately(7);
    long most = viewed.server().count(lately);
    viewed.show("");

    browser.awaitTrue("the figures", () -> browser.all("main .figures").size() == 2);
    String week = browser.all("main .card").get(1).getText();
    long errors = viewed.server().count("level = 'ERROR' AND " + lately);
    // Meanwhile an event may have become older than that.
    long least = viewed.server().count(lately);
    assertThat(List.of(most, least))
        .anySatisfy(
            events -> assertThat(week).contains(String.format(Locale.ROOT, "Events\n%,d", events)));
    assertThat(week).contains("Errors\n" + errors);

    browser
        .all("main .card")
        .get(1)
        .findElement(org.openqa.selenium.By.cssSelector(".bad a"))
        .click();
    browser.settle();
    assertThat(browser.hash()).isEqualTo("#/explore?q=level=ERROR");
    assertThat(browser.text(".histogram .says")).startsWith(errors + " events");
    assertThat(browser.complaints()).isEmpty();
  }

  @Test
  void waitsForTheFirstEvent() throws Exception {
    try (ShownServer empty = new ShownServer()) {
      browser.show(empty.page(""));
      assertThat(browser.text("main"))
          .contains("Nothing has been logged yet.", "curl -d", "/v1/events");

      empty.log(List.of("{\"name\":\"first\",\"created_at\":\"" + Instant.now() + "\"}"));

      browser.awaitTrue(
          "the first event", () -> browser.text("main").contains("In the last 24 hours"));
      browser.load("about:blank");
    }
  }

  @Test
  void asksForATimeThatIsChosen() throws Exception {
    viewed.show("#/explore?tz=UTC");

    browser.one(".range button").click();
    browser.click("button", "Last 24 hours");
    browser.settle();
    assertThat(browser.hash()).isEqualTo("#/explore?since=24h&tz=UTC");

    browser.one(".range button").click();
    browser.named("input", "From").sendKeys(Keys.chord(Keys.CONTROL, "a"), "not a time");
    browser.click("button", "Show");
    assertThat(browser.text(".range .problem")).isEqualTo("This is no time: not a time");
    browser.named("input", "From").sendKeys(Keys.chord(Keys.CONTROL, "a"), "9d");
    browser.named("input", "To").sendKeys(Keys.chord(Keys.CONTROL, "a"), "8d" + Keys.ENTER);
    browser.settle();
    assertThat(browser.hash()).isEqualTo("#/explore?since=9d&until=8d&tz=UTC");
    long day = viewed.server().count(ShownServer.lately(9) + " AND NOT " + ShownServer.lately(8));
    assertThat(browser.text(".histogram .says")).startsWith(day + " events");
    assertThat(browser.complaints()).isEmpty();
  }

  @Test
  void saysWhatToDoWhereThereIsNothing() {
    viewed.show("#/explore?q=uid%3Dnobody");

    assertThat(browser.text(".of-events .state"))
        .contains("No events.", "Without conditions", "Look at all time");
    browser.click("a", "Look at all time");
    browser.settle();
    assertThat(browser.hash()).isEqualTo("#/explore?since=all&q=uid=nobody");
    browser.click("a", "Without conditions");
    browser.settle();
    assertThat(browser.all(".events tbody tr")).hasSize(100);
  }

  @Test
  void asksToSignInAndShowsWhatTheTokenMay(@TempDir Path folder) throws Exception {
    Path file = folder.resolve("keys.json");
    String reader = key(file, "reader", Scope.READ);
    String writer = key(file, "writer", Scope.WRITE);
    try (ShownServer server = new ShownServer("keys_file: '" + file + "'")) {
      server.log(List.of("{\"name\":\"secret-event\"}"), "Authorization", "Bearer " + writer);
      browser.load(server.page("#/explore"));
      browser.named("input", "Token").sendKeys("el_wrong" + Keys.ENTER);
      browser.awaitTrue(
          "a reason",
          () -> browser.text(".signin .problem").startsWith("The server did not take it:"));
      assertThat(browser.text("body")).doesNotContain("secret-event");

      browser.named("input", "Token").sendKeys(Keys.chord(Keys.CONTROL, "a"), reader + Keys.ENTER);
      browser.awaitTrue(
          "the event",
          () ->
              browser.isThere(".events tbody tr")
                  && browser.text(".events tbody tr").contains("secret-event"));
      browser.awaitTrue(
          "no export",
          () ->
              browser.all("button").stream()
                  .noneMatch(button -> button.getText().equals("Export")));
      // The session ends while somebody types: nothing of it is lost.
      browser.one(".query-input").sendKeys("uid=ada");
      browser.later("fetch('api/session', { method: 'DELETE' }).then(arguments[0])");
      browser.script(
          "[...document.querySelectorAll('button')].find(b => b.textContent === 'Refresh').click()");
      browser.named("input", "Token").sendKeys(reader + Keys.ENTER);
      browser.awaitTrue("no dialog", () -> !browser.isThere("dialog"));
      assertThat(browser.one(".query-input").getDomProperty("value")).isEqualTo("uid=ada");
      browser.awaitTrue("the event", () -> browser.isThere(".events tbody tr"));
      assertThat(browser.script("return document.cookie")).isEqualTo("");
      assertThat(String.valueOf(browser.script("return JSON.stringify(localStorage)")))
          .doesNotContain(reader);

      browser.click("button", "Sign out");
      browser.named("input", "Token");
      browser.load("about:blank");
    }
    browser.complaints(); // the browser notes each status 401
  }

  @Test
  void letsThoseChangeWhoIsCapturedWhoMay(@TempDir Path folder) throws Exception {
    Path file = folder.resolve("keys.json");
    String reader = key(file, "reader", Scope.READ);
    String admin = key(file, "admin", Scope.READ, Scope.ADMIN);
    List<String> rules = List.of("EVENT_POLICY: {file: '" + folder.resolve("rules.json") + "'}");
    try (ShownServer server = new ShownServer(rules, "keys_file: '" + file + "'")) {
      browser.load(server.page("#/health"));
      browser.named("input", "Token").sendKeys(reader + Keys.ENTER);
      browser.awaitTrue("the ledger", () -> browser.isThere("main .card"));
      assertThat(browser.text("nav.pages")).contains("Health").doesNotContain("Capture");
      browser.click("button", "Sign out");
      browser.named("input", "Token").sendKeys(admin + Keys.ENTER);
      browser.awaitTrue("the page", () -> browser.text("nav.pages").contains("Capture"));

      browser.load(server.page("#/capture"));
      browser.awaitTrue("the rules", () -> browser.isThere("form.row input"));
      assertThat(browser.text("main")).contains("These are the rules of the configuration");
      browser.named("input", "Name").sendKeys("<b>ada</b>" + Keys.ENTER);

      browser.awaitTrue("her rule", () -> browser.text("main table").contains("<b>ada</b>"));
      assertThat(server.events().policy().state().rules().toString())
          .startsWith("{users={<b>ada</b>={capture=verbose, until=");
      assertThat(browser.text("main")).contains("These rules take the place");
      browser.click("button", "Remove");
      browser.awaitTrue("no rule", () -> !browser.text("main table").contains("ada"));
      browser.click("button", "Back to the configuration's");
      browser.awaitTrue("no change", () -> browser.text("main").contains("of the configuration,"));
      assertThat(server.events().policy().state().isChanged()).isFalse();
      browser.load("about:blank");
    }
    browser.complaints(); // the browser notes each status 401
  }

  static String key(Path file, String id, Scope... scopes) throws Exception {
    KeyKind kind = scopes[0] == Scope.WRITE ? KeyKind.SERVER : KeyKind.READ;
    KeyToken token = KeyToken.make(kind);
    Key key =
        new Key(
            id,
            kind,
            token.hash(),
            Instant.now(),
            null,
            null,
            false,
            Set.of(scopes),
            Restrictions.NONE);
    new KeyFile(file)
        .change(
            keys -> {
              List<Key> more = new ArrayList<>(keys);
              more.add(key);
              return more;
            });
    return token.text();
  }

  @Test
  void hasNoPageWithoutAName() {
    browser.load(viewed.server().page("#/nothing"));

    assertThat(browser.text("main")).isEqualTo("There is no such page.");
  }
}
