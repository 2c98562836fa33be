package dev.eventlogger.viewer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.eventlogger.event.JsonText;
import dev.eventlogger.query.Condition;
import dev.eventlogger.query.text.TimeText;
import dev.eventlogger.query.text.WhereText;
import dev.eventlogger.viewer.Viewing.Viewed;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/** The pages read times and conditions as the command and the server do. */
@ExtendWith(Viewing.class)
@Timeout(120)
class LanguageIT {

  private static final List<String> TIMES =
      List.of(
          "15min",
          "90s",
          "2m",
          "36h",
          "1d",
          "7d",
          "2w",
          "1mo",
          "3mo",
          "1y",
          "now",
          "today",
          "yesterday",
          "2026",
          "2026-11",
          "2026-03-29",
          "2026-10-25 02:30",
          "2026-03-29 02:30",
          "2026-11-21T05:14:50Z",
          "2026-11-21T05:14:50.5+02:00",
          "2026-11-21T05:14",
          "2026-11-21 05:14:30.5",
          "2026-11-21 05:14:30.25+02:00",
          "Today");

  private static final List<String> ZONES =
      List.of("UTC", "Europe/Berlin", "America/New_York", "Asia/Kolkata", "Pacific/Auckland");

  private static final List<String> INSTANTS =
      List.of(
          "2026-11-30T12:34:56.789Z",
          "2026-03-29T01:30:00Z",
          "2026-10-25T00:15:00Z",
          "2028-02-29T23:59:59Z");

  private Browser browser;

  @BeforeEach
  void open(Viewed viewed) {
    browser = viewed.browser();
    viewed.show("#/health");
  }

  @Test
  void readsTimesAsTheServerDoes() {
    List<String> differences = new ArrayList<>();
    for (String now : INSTANTS) {
      for (String zone : ZONES) {
        Object read =
            browser.later(
                module(
                    "time.js",
                    "TIMES.map(text => resolve(text, Date.parse(NOW), ZONE))",
                    "const TIMES = arguments[0], NOW = arguments[1], ZONE = arguments[2];"),
                TIMES,
                now,
                zone);
        List<?> instants = (List<?>) read;
        for (int i = 0; i < TIMES.size(); i++) {
          long expected =
              TimeText.parse(TIMES.get(i), Instant.parse(now), ZoneId.of(zone)).toEpochMilli();
          if (((Number) instants.get(i)).longValue() != expected) {
            differences.add(
                TIMES.get(i)
                    + " at "
                    + now
                    + " in "
                    + zone
                    + ": "
                    + Instant.ofEpochMilli(((Number) instants.get(i)).longValue())
                    + ", not "
                    + Instant.ofEpochMilli(expected));
          }
        }
      }
    }
    assertThat(differences).isEmpty();
  }

  @Test
  void knowsNoTimesThatThereAreNot() {
    List<String> none =
        List.of(
            "2026-02-31",
            "2026-13-45",
            "2026-11-30 24:00",
            "999999999d",
            "999999999999h",
            "999999y");
    Object read =
        browser.later(
            module(
                "time.js",
                "TEXTS.filter(text => !Number.isNaN(resolve(text, Date.now(), 'UTC')))",
                "const TEXTS = arguments[0];"),
            none);
    assertThat((List<?>) read).isEmpty();
  }

  @Test
  void keepsEveryDigitOfATime() {
    String script =
        "[VIEWS.map(([since, until]) => { const q = questionOf({ since, until, tz: 'Europe/Berlin', q: '', log: '' }, 0); return [q.since, q.until, q.tz ?? '']; }),"
            + " periodBefore({ since: '2026-11-21T05:14:50.000987Z', until: '2026-11-21T05:14:51Z' }, 0).until]";
    Object read =
        browser.later(
            module("context.js", script, "const VIEWS = arguments[0];"),
            List.of(
                List.of("2026-11-21T05:14:50.123987Z", "2026-11-21 05:14:51.5"),
                List.of("2026-11-21 05:14:50.000001", ""),
                List.of("0050-01-01", "2026-11-21 05:14:51")));

    assertThat(read)
        .isEqualTo(
            List.of(
                List.of(
                    List.of("2026-11-21T05:14:50.123987Z", "2026-11-21T04:14:51.500Z", ""),
                    List.of("2026-11-21T04:14:50.000001Z", "", ""),
                    List.of("0050-01-01", "2026-11-21T04:14:51.000Z", "Europe/Berlin")),
                "2026-11-21T05:14:50.000987Z"));
  }

  @Test
  void keepsConditionsThatHoldAtOnce() {
    List<List<String>> clicks =
        List.of(
            List.of("data.tags=a", "data.tags", "=", "b", "data.tags=a data.tags=b"),
            List.of("data.tags=a", "event_data.tags", "=", "a", "data.tags=a"),
            List.of("data.tags=a", "data.tags", "!=", "a", "data.tags!=a"),
            List.of("uid=1", "uid", "=", "2", "uid=2"),
            List.of("data.n exists", "data.n", "exists", "", "data.n exists"),
            List.of("", "data.my field", "=", "x", "data.\"my field\"=x"));
    Object lines =
        browser.later(
            module(
                "query.js",
                "CLICKS.map(([line, field, operator, value]) => withCondition(line, field, operator, value))",
                "const CLICKS = arguments[0];"),
            clicks);

    assertThat(lines).isEqualTo(clicks.stream().map(click -> click.get(4)).toList());
  }

  @Test
  void writesNothingThatTerminalsObey() {
    Object read =
        browser.later(
            module(
                "query.js",
                "[readLine('data.\"\\u001b[201~\\n\"=1').problem !== null, conditionText('uid', '=', '\\u001b[201~\\n\\u009b\\u202e')]",
                ""));

    assertThat(read).isEqualTo(List.of(true, "uid=\"\\u001b[201~\\n\\u009b\\u202e\""));
  }

  /** PowerShell takes four typographic quotes for the end of a word, as it takes its own. */
  @Test
  void quotesAWordSoThatNoShellObeysWhatIsInIt() {
    String before = "const text = arguments[0];";
    String hostile = "x\u2019;calc;\u2018'\u201a\u201b";

    assertThat(browser.later(module("tools.js", "wordOf(text, true)", before), hostile))
        .isEqualTo("'x\u2019\u2019;calc;\u2018\u2018''\u201a\u201a\u201b\u201b'");
    assertThat(browser.later(module("tools.js", "wordOf(text, false)", before), hostile))
        .isEqualTo("'x\u2019;calc;\u2018'\\''\u201a\u201b'");
  }

  @Test
  void knowsAZoneByTheNameThatTheServerKnows() {
    String before = "const zone = arguments[0];";
    for (String zone : List.of("europe/berlin", "Europe/Berlin", "EUROPE/BERLIN")) {
      assertThat(browser.later(module("time.js", "zoneNamed(zone)", before), zone))
          .isEqualTo("Europe/Berlin");
    }
    assertThat(browser.later(module("time.js", "zoneNamed(zone)", before), "nowhere"))
        .isEqualTo("");
  }

  @Test
  void showsThePageWhateverItsUrlSays(Viewed viewed) {
    for (String hash :
        List.of("#/explore?tz=Mars", "#/explore?tz=", "#/explore?since=999999999999h")) {
      viewed.show(hash);
      assertThat(browser.all("nav.pages a")).as(hash).isNotEmpty();
      assertThat(browser.text("main")).as(hash).isNotEmpty();
    }
  }

  /** A year by hours would be more rows than a store gives. */
  @Test
  void asksForNoMoreRowsThanAStoreGives() {
    for (int days : List.of(1, 2, 7, 30, 45, 90, 400, 4_000)) {
      Object rows =
          browser.later(
              module(
                  "spans.js",
                  "(s => (end - begin) / { minute: 6e4, hour: 36e5, day: 864e5, week: 6048e5 }[s.bucket])(spansOf(begin, end, 'UTC'))",
                  "const end = Date.parse('2026-11-30T00:00:00Z'), begin = end - arguments[0] * 864e5;"),
              days);
      assertThat(((Number) rows).longValue() * 5).as(days + " days").isLessThanOrEqualTo(10_000);
    }
  }

  @Test
  void writesConditionsThatTheServerReads() {
    List<String> values =
        List.of(
            "RUN",
            "a b",
            "\"quoted\"",
            "it's",
            "",
            "5",
            "ü\u202e\n",
            "a=b",
            "x exists",
            "<script>",
            "\\");
    List<List<String>> conditions = new ArrayList<>();
    for (String value : values) {
      List<String> operators =
          value.isEmpty() ? List.of("=", "!=") : List.of("=", "!=", "contains");
      for (String operator : operators) {
        conditions.add(List.of("data.\"a.b\".c", operator, value));
        conditions.add(List.of("message", operator, value));
      }
    }
    Object written =
        browser.later(
            module(
                "query.js",
                "conditions.map(([f, o, v]) => readLine(withCondition(\"level=ERROR data.n>5\", f, o, v)).conditions.map(whereOf))",
                "const conditions = arguments[0];"),
            conditions);

    List<?> wheres = (List<?>) written;
    assertThat(wheres).hasSameSizeAs(conditions);
    for (int i = 0; i < wheres.size(); i++) {
      List<?> line = (List<?>) wheres.get(i);
      assertThat(line).hasSize(3);
      Condition read = WhereText.parse(String.valueOf(line.get(2)));
      assertThat(read.field().toString()).isEqualTo(conditions.get(i).get(0));
      assertThat(read.operator().symbol()).isEqualTo(conditions.get(i).get(1));
      assertThat(read.values())
          .as(JsonText.of(conditions.get(i)))
          .containsExactly(conditions.get(i).get(2));
    }
  }

  @Test
  void beginsBarsWhereDaysBegin() {
    for (String zone : List.of("Europe/Berlin", "America/New_York", "UTC")) {
      Object starts =
          browser.later(
              module(
                  "spans.js",
                  "spansOf(Date.parse(\"2026-10-01T00:00:00Z\"), Date.parse(\"2026-11-30T00:00:00Z\"), zone, 90).bars.map(b => [b.start, b.end])",
                  "const zone = arguments[0];"),
              zone);
      List<?> bars = (List<?>) starts;
      assertThat(bars).hasSizeBetween(60, 62);
      for (Object bar : bars) {
        Instant start = Instant.ofEpochMilli(((Number) ((List<?>) bar).get(0)).longValue());
        assertThat(start.atZone(ZoneId.of(zone)).getHour()).as(zone + " " + start).isZero();
      }
      for (int i = 1; i < bars.size(); i++) {
        assertThat(((List<?>) bars.get(i)).get(0)).isEqualTo(((List<?>) bars.get(i - 1)).get(1));
      }
    }
  }

  /** A script that passes on what an expression with the exports of a module gives. */
  private static String module(String name, String expression, String before) {
    return before
        + "const said = arguments[arguments.length - 1];"
        + "import(document.querySelector('script[type=module]').src.replace('main.js', '"
        + name
        + "'))"
        + ".then(module => { const names = Object.keys(module);"
        + " for (const one of names) { window[one] = module[one]; }"
        + " said("
        + expression
        + "); }).catch(e => said(String(e)));";
  }
}
