package dev.eventlogger.viewer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.eventlogger.viewer.Viewing.Viewed;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.openqa.selenium.Keys;

/** All of Explore can be reached by the keyboard, and no key does what nobody meant. */
@ExtendWith(Viewing.class)
@Timeout(120)
class KeyboardIT {

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
  void goesThroughEventsByTheKeyboard() {
    viewed.show("#/explore?since=all");

    browser.press("jj");
    assertThat(
            browser.script(
                "return [...document.querySelectorAll('.events tbody tr')].findIndex(r => r.classList.contains('at'))"))
        .isEqualTo(1L);
    browser.press("k");
    browser.press(Keys.ENTER);
    browser.one(".event");
    assertThat(
            browser.script(
                "return [...document.querySelectorAll('.events tbody tr')].findIndex(r => r.hasAttribute('aria-current'))"))
        .isEqualTo(0L);
    browser.press("j");
    browser.awaitTrue(
        "the next one",
        () ->
            browser
                .script(
                    "return [...document.querySelectorAll('.events tbody tr')].findIndex(r => r.hasAttribute('aria-current'))")
                .equals(1L));
    browser.press(Keys.ESCAPE);
    browser.awaitTrue("no panel", () -> !browser.isThere(".event"));
    browser.press("/");
    assertThat(browser.driver().switchTo().activeElement().getDomAttribute("class"))
        .contains("query-input");
    browser.press(Keys.ESCAPE);
    browser.press("?");
    assertThat(browser.text("dialog")).contains("to the query line");
    browser.press(Keys.ESCAPE);
    browser.awaitTrue("no dialog", () -> !browser.isThere("dialog[open]"));
  }

  @Test
  void takesTheFocusIntoTheEventAndBack() {
    viewed.show("#/explore?since=all&chart=0");
    browser.press("jj");
    browser.press(Keys.ENTER);
    browser.one(".event");

    assertThat(focus()).isEqualTo("event");
    browser.press("j");
    browser.awaitTrue("the next", () -> at() == 2);
    browser.press(Keys.ESCAPE);
    browser.awaitTrue("no panel", () -> !browser.isThere(".event"));
    assertThat(
            browser.script(
                "return [...document.querySelectorAll('[data-event]')].indexOf(document.activeElement)"))
        .isEqualTo(2L);
  }

  @Test
  void hearsNoKeysBehindADialog() {
    viewed.show("#/explore?since=all&chart=0");
    browser.press("jj");
    browser.press(Keys.ENTER);
    browser.one(".event");
    String hash = browser.hash();

    browser.press("?");
    browser.one("dialog[open]");
    browser.press("j");
    browser.press(Keys.ESCAPE);
    browser.awaitTrue("no dialog", () -> !browser.isThere("dialog[open]"));

    assertThat(browser.hash()).isEqualTo(hash);
    assertThat(browser.isThere(".event")).isTrue();
  }

  @Test
  void leavesSingleKeysAloneWhereNobodyWantsThem() {
    viewed.show("#/explore?since=all&chart=0");
    browser.press("?");
    browser.named("input", "Keys of one character do this").click();
    browser.press(Keys.ESCAPE);
    browser.awaitTrue("no dialog", () -> !browser.isThere("dialog[open]"));
    try {
      viewed.show("#/explore?since=all&chart=0");
      browser.press("jj/");
      assertThat(at()).isEqualTo(-1);
      assertThat(focus()).doesNotContain("query-input");
    } finally {
      browser.script("localStorage.removeItem('event-logger-keys')");
    }
  }

  /** At which row the keys are. */
  private long at() {
    Object found =
        browser.script(
            "return [...document.querySelectorAll('.events tbody tr')].findIndex(r => r.classList.contains('at'))");
    return ((Number) found).longValue();
  }

  private String focus() {
    return String.valueOf(browser.driver().switchTo().activeElement().getDomAttribute("class"));
  }
}
