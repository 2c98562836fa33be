package dev.eventlogger.viewer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.eventlogger.event.JsonText;
import dev.eventlogger.viewer.Viewing.Viewed;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Charts count all that there is, however long the time, and however many values a field has. */
@ExtendWith(Viewing.class)
@Timeout(120)
class ChartsIT {

  private static final int DAYS = 400;
  private static final List<String> LEVELS = List.of("INFO", "WARNING", "ERROR");

  private static @Nullable ShownServer shared;

  private Browser browser;
  private ShownServer server;

  @BeforeEach
  void begin(Viewed viewed) throws Exception {
    browser = viewed.browser();
    browser.sized(Look.WIDE);
    browser.complaints();
    if (shared == null) {
      shared = viewed.another();
      shared.log(lines(Instant.now().truncatedTo(ChronoUnit.HOURS)));
    }
    server = Objects.requireNonNull(shared);
  }

  /** An event of each level every two hours of 400 days, and an hour with many users. */
  private static List<String> lines(Instant now) {
    List<String> lines = new ArrayList<>();
    for (int hour = DAYS * 24; hour > 0; hour -= 2) {
      for (int i = 0; i < LEVELS.size(); i++) {
        Instant at = now.minus(Duration.ofHours(hour)).plusSeconds(i);
        String uid = hour % 4 == 0 ? "zoe" : "user-" + hour % 90;
        lines.add(event(at, uid, Map.of("level", LEVELS.get(i), "event_data", data(hour))));
      }
    }
    // She has the fewest of the hour, where others would leave no room for her.
    Instant busy = now.minus(Duration.ofHours(30)).plusSeconds(10);
    for (int i = 0; i < 240; i++) {
      lines.add(event(busy, "other-" + i % 80, Map.of("name", "busy")));
    }
    return lines;
  }

  private static String event(Instant at, String uid, Map<String, Object> more) {
    Map<String, Object> event = new LinkedHashMap<>(more);
    event.putIfAbsent("name", "tick");
    event.put("created_at", at.toString());
    event.put("uid", uid);
    return JsonText.of(event);
  }

  private static Map<String, Object> data(int hour) {
    return switch (hour % 6) {
      case 0 -> Map.of("tags", List.of("a", "b"), "kind", "none");
      case 2 -> Map.of("tags", List.of("b", "c"), "kind", "some");
      default -> Map.of("tags", "a");
    };
  }

  @AfterEach
  void complainsOfNothing() {
    assertThat(browser.complaints()).isEmpty();
  }

  @AfterAll
  static void close() {
    if (shared != null) {
      shared.close();
      shared = null;
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"UTC", "Europe/Berlin", "Asia/Kolkata"})
  void showsMoreThanAYear(String zone) throws Exception {
    browser.show(server.page("#/explore?since=all&tz=" + zone));

    Map<String, Long> sums = sums();
    assertThat(sums).containsEntry("Events", server.count("true"));
    for (String level : LEVELS) {
      assertThat(sums).containsEntry(level, server.count("level = '" + level + "'"));
    }
    // Each bar leads to the very events that it counts.
    List<?> bars =
        (List<?>)
            browser.script(
                "return [...document.querySelectorAll('.as-table tbody tr')].map(r => { const at = new URLSearchParams(r.cells[0].querySelector('a').hash.split('?')[1]);"
                    + " return [at.get('since'), at.get('until'), r.cells[r.cells.length - 1].textContent]; })");
    assertThat(bars).hasSizeGreaterThan(50);
    for (int i : List.of(0, 20, bars.size() - 1)) {
      List<?> bar = (List<?>) bars.get(i);
      String in = "created_at >= '" + bar.get(0) + "' AND created_at < '" + bar.get(1) + "'";
      assertThat(parsed(bar.get(2))).as(zone + " " + bar).isEqualTo(server.count(in));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"all", "30d", "90d"})
  void countsAValueWhereOthersAreMoreFrequent(String since) throws Exception {
    String until = Instant.now().truncatedTo(ChronoUnit.HOURS).toString();
    browser.show(server.page("#/usage?by=uid&tz=UTC&since=" + since + "&until=" + until));

    String in =
        since.equals("all") ? "true" : ShownServer.lately(Integer.parseInt(since.replace("d", "")));
    Map<String, Long> sums = sums();
    assertThat(sums).hasSize(7);
    assertThat(sums).containsEntry("zoe", server.count("uid = 'zoe' AND " + in));
    assertThat(sums).containsEntry("Events", server.count(in));
    long shown =
        sums.entrySet().stream()
            .filter(one -> !one.getKey().equals("Events"))
            .mapToLong(Map.Entry::getValue)
            .sum();
    assertThat(shown).isEqualTo(sums.get("Events"));
  }

  @Test
  void countsAnEventWithSeveralValuesOnce() throws Exception {
    browser.show(server.page("#/usage?by=data.tags&since=all&tz=UTC"));

    Map<String, Long> sums = sums();
    assertThat(sums).containsEntry("Events", server.count("true"));
    assertThat(sums).containsEntry("a", server.count("event_data LIKE '%\"a\"%'"));
    assertThat(sums).containsEntry("b", server.count("event_data LIKE '%\"b\"%'"));
    assertThat(sums).containsEntry("without data.tags", server.count("name = 'busy'"));
    assertThat(sums).doesNotContainKey("others");
    assertThat(browser.text(".card:has(.chart)"))
        .contains("Events that have several values of data.tags count for each of them");
  }

  @Test
  void tellsNoValueFromOneThatIsCalledNone() throws Exception {
    browser.show(server.page("#/usage?by=data.kind&since=all&tz=UTC"));

    assertThat(sums())
        .containsEntry("none", server.count("event_data LIKE '%\"none\"%'"))
        .containsEntry("some", server.count("event_data LIKE '%\"some\"%'"))
        .containsEntry(
            "without data.kind",
            server.count("event_data IS NULL OR event_data NOT LIKE '%\"kind\"%'"))
        .containsEntry("Events", server.count("true"));
  }

  /** No request has room for it. */
  @Test
  void countsAmongTheOthersWhatIsTooLongToAskFor(Viewed viewed) throws Exception {
    try (ShownServer own = viewed.another()) {
      String at = Instant.now().minusSeconds(60).toString();
      for (String text : List.of("x".repeat(20_000), "short", "\u4e2d".repeat(300))) {
        Map<String, Object> event = Map.of("event_data", Map.of("text", text));
        own.log(
            List.of(
                event(Instant.parse(at), "ada", event), event(Instant.parse(at), "ada", event)));
      }
      browser.show(own.page("#/usage?by=data.text&since=1h&tz=UTC"));

      assertThat(sums()).isEqualTo(Map.of("short", 2L, "others", 4L, "Events", 6L));
      browser.load("about:blank");
    }
  }

  /** The columns of the first chart's table, added up. */
  private Map<String, Long> sums() {
    browser.one(".chart .as-table summary").click();
    List<?> rows =
        (List<?>)
            browser.script(
                "return [...document.querySelector('.chart .as-table').querySelectorAll('tr')].map(r => [...r.cells].map(c => c.textContent))");
    List<?> heads = (List<?>) rows.get(0);
    Map<String, Long> sums = new LinkedHashMap<>();
    IntStream.range(1, heads.size())
        .forEach(
            column ->
                sums.put(
                    heads.get(column).toString(),
                    rows.stream()
                        .skip(1)
                        .mapToLong(row -> parsed(((List<?>) row).get(column)))
                        .sum()));
    return sums;
  }

  private static long parsed(@Nullable Object number) {
    return Long.parseLong(String.valueOf(number).replace(",", ""));
  }
}
