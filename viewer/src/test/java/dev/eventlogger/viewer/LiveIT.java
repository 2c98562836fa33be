package dev.eventlogger.viewer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.eventlogger.event.EventDraft;
import dev.eventlogger.event.EventType;
import dev.eventlogger.event.Outcome;
import dev.eventlogger.viewer.Viewing.Viewed;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.openqa.selenium.Keys;
import org.openqa.selenium.WebElement;

/** Live shows events as they come, and never more than it can. */
@ExtendWith(Viewing.class)
@Timeout(120)
class LiveIT {

  private static final int MOST_ROWS = 100;
  private static final int SECONDS = Boolean.getBoolean("eventlogger.long") ? 60 : 3;

  private Browser browser;
  private ShownServer server;

  @BeforeEach
  void begin(Viewed viewed) {
    browser = viewed.browser();
    browser.sized(Look.WIDE);
    browser.complaints();
    server = viewed.another();
  }

  @AfterEach
  void end() {
    List<String> complaints = browser.complaints();
    browser.load("about:blank");
    server.close();
    assertThat(complaints).isEmpty();
  }

  @Test
  void showsWhatComesAndFits() {
    listen("#/live?q=type%3DCLICK");

    click("RUN");
    log(EventDraft.of(EventType.VIEW).data(Map.of("path", "/other")));
    click("SHARE");

    browser.awaitTrue("two rows", () -> rows() == 2);
    assertThat(browser.text(".events tbody tr")).contains("CLICK", "element SHARE");
  }

  @Test
  void waitsWhileItIsPaused() {
    listen("#/live");
    click("FIRST");
    browser.awaitTrue("a row", () -> rows() == 1);

    browser.click("button", "Pause");
    click("SECOND");
    click("THIRD");
    browser.awaitTrue(
        "a count",
        () -> browser.isThere(".state") && browser.text(".state").equals("2 came since"));
    assertThat(rows()).isEqualTo(1);

    browser.click("button", "Go on");
    browser.awaitTrue("all rows", () -> rows() == 3);
    assertThat(browser.text(".events tbody tr")).contains("THIRD");
  }

  @Test
  void goesOnWhenTheServerHadNoRoomAndShowsNothingTwice() {
    listen("#/live");
    click("BEFORE");
    browser.awaitTrue("a row", () -> rows() == 1);
    // Of the next two that listen, the first is answered that there is nothing.
    browser.script(
        "const Real = EventSource; let n = 0; window.EventSource = class extends Real {"
            + " constructor(url) { super(n++ === 0 ? url.replace('/tail', '/nothing') : url); } };");

    browser.script("location.hash = '#/live?q=type%3DCLICK'");
    browser.awaitTrue("that it is lost", () -> browser.isThere(".lamp.lost"));
    click("MEANWHILE");
    browser.awaitTrue("that it goes on", () -> browser.isThere(".lamp.on"));
    browser.awaitTrue("all rows", () -> rows() == 2);
    click("AFTER");

    browser.awaitTrue("three rows", () -> rows() == 3);
    assertThat(browser.text(".events tbody tr")).contains("AFTER");
    browser.complaints(); // the browser notes the answer
  }

  @Test
  void neverResetsWhatIsBeingTyped() {
    listen("#/live");
    WebElement line = browser.one(".query-input");
    line.click();

    for (int i = 0; i < 10; i++) {
      line.sendKeys("uid!=7".substring(i % 6, i % 6 + 1));
      click("CLICK_" + i);
    }
    browser.awaitTrue("all rows", () -> rows() == 10);

    assertThat(line.getDomProperty("value")).isEqualTo("uid!=7uid!");
    assertThat(browser.driver().switchTo().activeElement()).isEqualTo(line);
    assertThat(browser.isThere(".query .problem:not(:empty)")).isFalse();
  }

  @Test
  void keepsAnEventOpenThatHasGoneFromTheList() {
    listen("#/live");
    click("KEPT");
    browser.awaitTrue("a row", () -> rows() == 1);
    browser.one(".events tbody tr").click();
    browser.one(".event");

    for (int i = 0; i < MOST_ROWS + 50; i++) {
      click("OTHER");
    }
    browser.awaitTrue(
        "no room for the first",
        () -> browser.isThere(".c-details") && !browser.text(".events tbody").contains("KEPT"));

    assertThat(browser.text(".event")).contains("KEPT");
    browser.press(Keys.ESCAPE);
    browser.awaitTrue("no panel", () -> !browser.isThere(".event"));
  }

  @Test
  void drawsAThousandASecondWithoutDroppingFrames() throws Exception {
    listen("#/live");
    browser.script(
        "window.gaps = []; let last = performance.now();"
            + "const frame = now => { gaps.push(now - last); last = now; window.frames_ = requestAnimationFrame(frame); };"
            + "requestAnimationFrame(frame);");
    int events = 1_000 * SECONDS;
    long start = System.nanoTime();
    for (int i = 0; i < events; i++) {
      click("FAST");
      LockSupport.parkNanos(start + i * 1_000_000L - System.nanoTime());
    }
    browser.awaitTrue(
        "all of them",
        () ->
            browser
                .text(".live .says")
                .contains(String.format(java.util.Locale.ROOT, " of %,d that came", events)));
    browser.script("cancelAnimationFrame(window.frames_)");
    List<?> gaps = (List<?>) browser.script("return gaps.slice(5).sort((a, b) => a - b)");
    double median = ((Number) gaps.get(gaps.size() / 2)).doubleValue();
    double p95 = ((Number) gaps.get(gaps.size() * 95 / 100)).doubleValue();
    Object heap =
        browser.script("return performance.memory ? performance.memory.usedJSHeapSize : 0");
    System.out.println(
        "LiveIT: "
            + events
            + " events at 1000/s: "
            + gaps.size()
            + " frames, median "
            + Math.round(median)
            + " ms, p95 "
            + Math.round(p95)
            + " ms, heap "
            + heap
            + " B");

    assertThat(rows()).isEqualTo(MOST_ROWS);
    assertThat(median).isLessThan(50);
    assertThat(((Number) heap).longValue()).isLessThan(100_000_000);
  }

  private void listen(String hash) {
    browser.load(server.page(hash));
    browser.awaitTrue("the stream", () -> browser.text(".lamp").equals("Live"));
  }

  private int rows() {
    return browser.all(".events tbody tr").size();
  }

  private void click(String element) {
    log(EventDraft.of(EventType.CLICK).uid("ada").data(Map.of("element", element)));
  }

  private void log(EventDraft event) {
    assertThat(server.events().log(event)).isInstanceOf(Outcome.Accepted.class);
  }
}
