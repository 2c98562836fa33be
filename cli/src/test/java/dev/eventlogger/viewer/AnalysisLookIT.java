package dev.eventlogger.viewer;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The pages of analysis are usable by everybody, at any width, and nothing in an event can do harm.
 */
@Timeout(180)
class AnalysisLookIT {

  private static final Path PICTURES = Path.of("../docs/images");
  private static final String HOSTILE = "<img src=x onerror=window.harmed=1>\\u202e'\\\"=1+1";

  private static Lumen lumen;

  @BeforeAll
  static void open() {
    lumen = new Lumen();
  }

  @AfterAll
  static void close() {
    if (lumen != null) {
      lumen.close();
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "usage",
        "users",
        "subjects",
        "functions",
        "errors",
        "clicks",
        "users?user=mei.iyer",
        "functions?of=forecast",
        "subjects?subject=dashboard:1"
      })
  void everybodyCanUseThem(String page) throws Exception {
    Browser browser = lumen.browser;
    for (Look look : List.of(Look.WIDE, new Look(390, true))) {
      browser.sized(look);
      String week = (page.contains("?") ? "&" : "?") + "since=7d&tz=UTC&compare=1";
      browser.show(lumen.server.page("#/" + page + week));
      assertThat(browser.script("return document.documentElement.scrollWidth"))
          .as("%s: no scrolling sideways", look)
          .isEqualTo((long) look.width());
      assertThat(LooksIT.violations(browser)).as("%s at %s", page, look).isEmpty();
      keep(page, look);
    }
    assertThat(browser.complaints()).isEmpty();
  }

  /** Takes a picture for the documentation, if these are to be renewed. */
  private static void keep(String page, Look look) throws Exception {
    if (Boolean.getBoolean("eventlogger.screenshots")
        && look.equals(Look.WIDE)
        && !page.contains("?")) {
      Files.createDirectories(PICTURES);
      Files.write(
          PICTURES.resolve("viewer-" + page + "-" + look + ".png"), lumen.browser.picture());
    }
  }

  @Test
  void nothingInAnEventHarms() throws Exception {
    Browser browser = lumen.browser.sized(Look.WIDE);
    try (ShownServer server = new ShownServer()) {
      String at = Instant.now().toString();
      for (Map.Entry<String, String> kind :
          Map.of(
                  "VIEW", "{\"path\":\"%s\",\"component\":\"%s\"}",
                  "CLICK",
                      "{\"component\":\"%s\",\"element\":\"%s\",\"aux\":{\"search\":\"%s\",\"result\":\"%s\"}}",
                  "API",
                      "{\"function\":\"%s\",\"route\":\"%s\",\"error\":{\"hash\":\"%s\",\"stack_trace\":\"%s\"},\"search\":\"%s\"}")
              .entrySet()) {
        String event =
            "{\"created_at\":\""
                + at
                + "\",\"uid\":\"%s\",\"name\":\"%s\",\"subject\":\"%s\",\"message\":\"%s\",\"level\":\"ERROR\","
                + "\"duration_ms\":5,\"context\":{\"session\":\"%s\",\"role\":\"%s\"},\"event_type\":\""
                + kind.getKey()
                + "\",\"event_data\":"
                + kind.getValue()
                + "}";
        server.log(List.of(event.replace("%s", HOSTILE)));
      }
      String value =
          java.net.URLEncoder.encode(
              "<img src=x onerror=window.harmed=1>\u202e'\"=1+1",
              java.nio.charset.StandardCharsets.UTF_8);
      for (String page :
          List.of(
              "usage?by=data.element",
              "users",
              "subjects",
              "functions",
              "errors",
              "clicks",
              "users?user=" + value,
              "subjects?subject=" + value,
              "functions?of=" + value,
              "errors?kind=hash:" + value)) {
        browser.show(server.page("#/" + page));
        assertThat(
                browser.script("return document.querySelectorAll('main img, main script').length"))
            .as(page)
            .isEqualTo(0L);
        assertThat(browser.text("main"))
            .as(page)
            .contains("<img src=x onerror=window.harmed=1>‹U+202E›");
      }
      assertThat(browser.script("return window.harmed")).isEqualTo("");
      browser.load("about:blank");
    }
    assertThat(browser.complaints()).isEmpty();
  }
}
