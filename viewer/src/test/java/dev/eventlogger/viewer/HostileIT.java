package dev.eventlogger.viewer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.eventlogger.event.JsonText;
import dev.eventlogger.viewer.Viewing.Viewed;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/** Whatever events hold, nothing of it runs, hides, or breaks a page. */
@ExtendWith(Viewing.class)
@Timeout(120)
class HostileIT {

  private static final List<String> CORPUS =
      List.of(
          "<script>window.hacked = 1</script>",
          "<img src=x onerror=window.hacked=1>",
          "\"><svg onload=window.hacked=1>",
          "javascript:window.hacked=1",
          "'-window.hacked=1-'",
          "{{constructor.constructor('window.hacked=1')()}}",
          "</title></textarea><iframe srcdoc='<script>parent.hacked=1</script>'>",
          "data:text/html,<script>window.hacked=1</script>",
          "user\u202egnp.exe",
          "zero\u200bwidth\ufeff",
          "line\u2028break\r\n",
          "toString",
          "constructor",
          "a".repeat(150),
          "=HYPERLINK(\"https://example.org\")",
          "$& ${x} {n} {total}");

  private Browser browser;
  private ShownServer server;

  @BeforeEach
  void log(Viewed viewed) throws Exception {
    browser = viewed.browser();
    browser.sized(Look.WIDE);
    browser.complaints();
    server = new ShownServer();
    List<String> lines = new ArrayList<>();
    for (String text : CORPUS) {
      lines.add(JsonText.of(hostile(text)));
    }
    server.log(lines);
  }

  private static Map<String, Object> hostile(String text) {
    Map<String, Object> event = new LinkedHashMap<>();
    event.put("created_at", Instant.now().minusSeconds(5).toString());
    for (String field : List.of("uid", "name", "subject", "message")) {
      event.put(field, text);
    }
    if (text.chars().anyMatch(Character::isISOControl)) {
      event.put("name", "hostile"); // no name has those
    }
    event.put("level", "ERROR");
    event.put(
        "event_data",
        Map.of(
            text,
            text,
            "list",
            List.of(text, Map.of("__proto__", text)),
            "element",
            text,
            "path",
            text));
    event.put("context", Map.of("client", Map.of("agent", text), text, Map.of(text, text)));
    return event;
  }

  @AfterEach
  void nothingRan() {
    Object hacked = browser.script("return String(window.hacked)");
    Object foreign =
        browser.script(
            "return document.querySelectorAll('iframe, img, script:not([src]), svg, object, embed, [onerror], [onload]').length");
    List<String> complaints = browser.complaints();
    browser.load("about:blank");
    server.close();
    assertThat(hacked).isEqualTo("undefined");
    assertThat(foreign).isEqualTo(0L);
    assertThat(complaints).isEmpty();
  }

  @Test
  void isShownAsTextInTheListAndThePanel() {
    browser.show(
        server.page(
            "#/explore?since=all&cols=created_at%2Cname%2Cuid%2Csubject%2Cmessage%2Cdetails&by=data.element%2Cdata.path"));
    assertThat(browser.all(".events tbody tr")).hasSize(CORPUS.size());

    for (int i = 0; i < CORPUS.size(); i++) {
      browser.script("document.querySelectorAll('.events tbody tr')[arguments[0]].click()", i);
      browser.awaitTrue("an event", () -> browser.isThere(".event .event-body"));
      String panel =
          String.valueOf(browser.script("return document.querySelector('.event').textContent"));
      assertThat(panel)
          .containsAnyOf(
              "<script>",
              "onerror",
              "svg",
              "hacked",
              "‹U+202E›",
              "‹U+200B›",
              "‹U+2028›",
              "toString",
              "constructor",
              "aaaa",
              "HYPERLINK",
              "$&");
      assertThat(panel).doesNotContainPattern("[\u202a-\u202e\u2066-\u2069\u200b\ufeff\u2028]");
      browser.script("document.querySelector('.event .close').click()");
      browser.awaitTrue("no event", () -> !browser.isThere(".event"));
    }
    assertThat(browser.driver().getTitle()).isEqualTo("Explore · Event Logger");
  }

  @Test
  void canBeFilteredBy() throws Exception {
    browser.show(server.page("#/explore?since=all"));
    for (int i = 0; i < CORPUS.size(); i += 3) {
      browser.script("location.hash = '#/explore?since=all'");
      browser.settle();
      browser.script("document.querySelectorAll('.events tbody tr')[arguments[0]].click()", i);
      browser.one(".event .field .actions a");
      // The link of uid: =, and the first name of data, which is hostile.
      browser.script(
          "[...document.querySelectorAll('.field')].find(f => f.querySelector('dt').textContent === 'uid').querySelector('.actions a').click()");
      browser.settle();
      assertThat(browser.isThere(".state.failed")).as(CORPUS.get(i)).isFalse();
      assertThat(browser.all(".events tbody tr").size()).as(browser.hash()).isEqualTo(1);
    }
  }

  @Test
  void isHarmlessInTheUrl() {
    for (String text : CORPUS) {
      String encoded = URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
      browser.load(
          server.page(
              "#/explore?since=all&tz=UTC&q="
                  + encoded
                  + "&cols="
                  + encoded
                  + "&by="
                  + encoded
                  + "&log=&sort=&event="
                  + encoded));
      browser.awaitTrue("an answer", () -> browser.isThere("main .state"));
    }
    browser.complaints(); // the browser notes each 400 and 404
    browser.load(server.page("#/" + "%3Cscript%3E"));
    assertThat(browser.text("main")).isEqualTo("There is no such page.");
  }

  @Test
  void opensAnEventOfAThousandFieldsAtOnce() throws Exception {
    Map<String, Object> fields = new LinkedHashMap<>();
    for (int i = 0; i < 1_000; i++) {
      fields.put("field_" + i, "value " + i);
    }
    fields.put("long", "x".repeat(100_000));
    server.log(
        List.of(
            JsonText.of(
                Map.of(
                    "name", "big", "created_at", Instant.now().toString(), "event_data", fields))));
    browser.show(server.page("#/explore?since=all&q=name%3Dbig"));

    browser.one(".events tbody tr");
    Object millis =
        browser.later(
            "const said = arguments[0]; const start = performance.now(); document.querySelector('.events tbody tr').click();"
                + "const look = () => document.querySelector('.event .members') ? said(performance.now() - start) : setTimeout(look, 1); look();");
    System.out.println(
        "HostileIT: an event of 1,001 fields is open after "
            + Math.round(((Number) millis).doubleValue())
            + " ms");

    assertThat(((Number) millis).doubleValue()).isLessThan(1_000); // 100 on a quiet machine
    assertThat(browser.text(".event")).contains("Show 901 more").hasSizeLessThan(20_000);
    browser.one(".event input[type=search]").sendKeys("field_987");
    browser.awaitTrue(
        "the one",
        () ->
            browser.text(".event .tree h3").contains("1 of 1,001 shown")
                || browser.text(".event .tree h3").contains("1 of 1001 shown"));
    assertThat(browser.text(".event .members")).contains("value 987");
  }
}
