package dev.eventlogger.config;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.eventlogger.spi.Requirements;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RecordBinderTest {

  enum OnFull {
    DROP_NEWEST,
    DROP_OLDEST
  }

  enum Switch {
    ON,
    OFF
  }

  record Range(int from, int to) {
    public static Range parse(String text) {
      String[] ends = text.split("-", -1);
      if (ends.length != 2) {
        throw new IllegalArgumentException("must be a range such as 1-5, not \"" + text + "\"");
      }
      return new Range(Integer.parseInt(ends[0]), Integer.parseInt(ends[1]));
    }
  }

  record Everything(
      String text,
      int whole,
      Integer boxedWhole,
      long big,
      Long boxedBig,
      double real,
      Double boxedReal,
      boolean flag,
      Boolean boxedFlag,
      Duration linger,
      Path file,
      URI address,
      OnFull onFull,
      Switch power,
      Range range,
      Inner inner,
      List<String> texts,
      List<Inner> inners,
      Map<String, List<Integer>> numbers,
      Section raw) {}

  record Inner(String name, int maxDelay) {}

  private record Table(String table, String url) {
    Table {
      requireNonNull(url, "url is required, such as jdbc:h2:mem:a");
      if ("users".equals(table)) {
        throw new IllegalArgumentException("table must not be users");
      }
      if ("fault".equals(table)) {
        throw new IllegalStateException("a fault");
      }
    }
  }

  record Outer(Table db) {}

  record Limits(int least, Integer most, String apiKey) {
    Limits {
      new Requirements()
          .that(least >= 0, "least", "must be at least 0")
          .that(most == null || most >= 0, "most", "must be at least 0")
          .that(apiKey == null || !apiKey.contains(" "), "api_key", "must not have blanks")
          .orThrow();
      if (most != null && least > most) {
        throw new IllegalArgumentException("least and most do not fit");
      }
    }
  }

  record Unsupported(Thread worker) {}

  record UnsupportedList(List<?> items) {}

  record UnsupportedMap(Map<Integer, String> items) {}

  private static Section section(String yaml) {
    return EventLoggerConfig.parse(
            "event-logger.yaml",
            "EVENT_LOGGER_NAME: db\nEVENT_LOGGERS:\n  db:\n" + yaml.indent(4),
            Map.of("NUMBER", "12", "FLAG", "true", "WORD", "no", "EMPTY", ""))
        .logs()
        .get(0)
        .settings();
  }

  private static String problem(String yaml, Class<? extends Record> type) {
    return catchThrowable(() -> section(yaml).as(type)).getMessage();
  }

  @Test
  void bindsEveryType() {
    Everything all =
        section(
                """
                text: abc
                whole: -12
                boxed_whole: 2147483647
                big: -9223372036854775808
                boxed_big: 5
                real: 1.5
                boxed_real: 1e-3
                flag: true
                boxed_flag: false
                linger: 500ms
                file: /tmp/a
                address: https://example.org/a
                on_full: drop-oldest
                power: off
                range: 1-5
                inner: {name: x, max_delay: 3}
                texts: [a, 010]
                inners: [{name: z}]
                numbers: {a: [1, 2], b: 3, c: ~}
                raw: {some: {thing: 1}}
                """)
            .as(Everything.class);

    assertThat(all)
        .usingRecursiveComparison()
        .ignoringFields("raw")
        .isEqualTo(
            new Everything(
                "abc",
                -12,
                2147483647,
                Long.MIN_VALUE,
                5L,
                1.5,
                0.001,
                true,
                false,
                Duration.ofMillis(500),
                Path.of("/tmp/a"),
                URI.create("https://example.org/a"),
                OnFull.DROP_OLDEST,
                Switch.OFF,
                new Range(1, 5),
                new Inner("x", 3),
                List.of("a", "010"),
                List.of(new Inner("z", 0)),
                Map.of("a", List.of(1, 2), "b", List.of(3)),
                all.raw()));
    assertThat(all.raw().values()).isEqualTo(Map.of("some", Map.of("thing", 1L)));
    assertThat(all.raw().place()).isEqualTo("event-logger.yaml: EVENT_LOGGERS.db.raw");
    assertThat(all.raw().logName()).isEqualTo("db");
  }

  @Test
  void whatIsAbsentOrNullIsNullOrZero() {
    Everything none = section("text: ~\nwhole:\nreal: null\nlinger: ${EMPTY}").as(Everything.class);

    assertThat(none)
        .isEqualTo(
            new Everything(
                null, 0, null, 0, null, 0, null, false, null, null, null, null, null, null, null,
                null, null, null, null, null));
  }

  @ParameterizedTest
  @CsvSource({"1ms, PT0.001S", "10s, PT10S", "5m, PT5M", "1h, PT1H", "7d, PT168H", "0s, PT0S"})
  void durationsHaveUnits(String written, Duration duration) {
    assertThat(section("linger: " + written).as(Everything.class).linger()).isEqualTo(duration);
  }

  @ParameterizedTest
  @CsvSource({"drop-newest", "DROP_NEWEST", "drop_newest", "Drop-Newest", "'\"drop-newest\"'"})
  void constantsMayBeWrittenInAnyCase(String written) {
    assertThat(section("on_full: " + written).as(Everything.class).onFull())
        .isEqualTo(OnFull.DROP_NEWEST);
  }

  @ParameterizedTest
  @CsvSource({
    "010",
    "12:30:45",
    "1.70",
    "'\"no\"'",
    "\"${WORD}\"",
    "${WORD}",
    "1_000",
    "2026-11-21"
  })
  void aTextIsTakenAsItIsWritten(String written) {
    String text = written.contains("${") ? "no" : written.replace("\"", "");

    assertThat(section("text: " + written).as(Everything.class).text()).isEqualTo(text);
  }

  @Test
  void aPlaceholderIsTypedByTheSetting() {
    Everything all =
        section("text: ${NUMBER}\nwhole: \"${NUMBER}\"\nreal: ${NUMBER}\nflag: \"${FLAG}\"")
            .as(Everything.class);

    assertThat(all.text()).isEqualTo("12");
    assertThat(all.whole()).isEqualTo(12);
    assertThat(all.real()).isEqualTo(12.0);
    assertThat(all.flag()).isTrue();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "whole: 1.7          | whole: must be a whole number, not \"1.7\"",
        "whole: 1.0          | whole: must be a whole number, not \"1.0\"",
        "whole: 1e3          | whole: must be a whole number, not \"1e3\"",
        "whole: 1_000        | whole: must be a whole number, not \"1_000\"",
        "whole: 0x1F         | whole: must be a whole number, not \"0x1F\"",
        "whole: 12:30:45     | whole: must be a whole number, not \"12:30:45\"",
        "whole: true         | whole: must be a whole number, not \"true\"",
        "whole: ${WORD}      | whole: must be a whole number, not ****",
        "whole: 010          | whole: must be a whole number without leading zeros, not \"010\"",
        "whole: \"5\"        | whole: must be a whole number, not a text; remove the quotes",
        "whole: 2147483648   | whole: must be from -2147483648 to 2147483647, not \"2147483648\"",
        "whole: [1]          | whole: must be a single value, not a list",
        "big: 9223372036854775808 | big: must be from -9223372036854775808 to 9223372036854775807, not \"9223372036854775808\"",
        "real: .inf          | real: must be a number, not \".inf\"",
        "real: .nan          | real: must be a number, not \".nan\"",
        "real: .5            | real: must be a number, not \".5\"",
        "real: 1e999         | real: must be a number, not \"1e999\"",
        "real: \"0.5\"       | real: must be a number, not a text; remove the quotes",
        "flag: no            | flag: must be true or false, not \"no\"",
        "flag: True          | flag: must be true or false, not \"True\"",
        "flag: 1             | flag: must be true or false, not \"1\"",
        "flag: ${WORD}       | flag: must be true or false, not ****",
        "flag: \"true\"      | flag: must be true or false, not a text; remove the quotes",
        "text: no            | text: may be read as a boolean; quote it to make it a text",
        "text: Y             | text: may be read as a boolean; quote it to make it a text",
        "text: true          | text: may be read as a boolean; quote it to make it a text",
        "text: {a: b}        | text: must be a single value, not a mapping",
        "file: off           | file: may be read as a boolean; quote it to make it a text",
        "linger: 10            | linger: must be a duration with its unit (ms, s, m, h or d), such as 10s, not \"10\"",
        "linger: 1.5s          | linger: must be a duration with its unit (ms, s, m, h or d), such as 10s, not \"1.5s\"",
        "linger: -1s           | linger: must be a duration with its unit (ms, s, m, h or d), such as 10s, not \"-1s\"",
        "linger: 9999999999999d | linger: must be a duration with its unit (ms, s, m, h or d), such as 10s, not \"9999999999999d\"",
        "file: \"\"          | file: must be a path, not \"\"",
        "file: \"a\\0b\"     | file: must be a path, not \"a\uFFFDb\"",
        "address: \"\"       | address: must be a URI, not \"\"",
        "address: a b        | address: must be a URI, not \"a b\"",
        "on_full: drop-newst | on_full: must be one of drop-newest, drop-oldest, not \"drop-newst\"; did you mean \"drop-newest\"?",
        "on_full: wait       | on_full: must be one of drop-newest, drop-oldest, not \"wait\"",
        "range: 5            | range: must be a range such as 1-5, not \"5\"",
        "range: [1-5]        | range: must be a single value, not a list",
        "inner: x            | inner: must be a mapping of settings, not a single value",
        "inner: [x]          | inner: must be a mapping of settings, not a list",
        "inner: {max_delay: x} | inner.max_delay: must be a whole number, not \"x\"",
        "inner: {maxdelay: 1} | inner.maxdelay: unknown setting; did you mean \"max_delay\"? (known: name, max_delay)",
        "texts: {a: b}       | texts: must be a list, not a mapping",
        "texts: [a, ~]       | texts[1]: is empty; give it a value or remove it",
        "texts: [a, [b]]     | texts[1]: must be a single value, not a list",
        "inners: [{name: no}] | inners[0].name: may be read as a boolean; quote it to make it a text",
        "numbers: [a]        | numbers: must be a mapping of settings, not a list",
        "numbers: {a: [x]}   | numbers.a[0]: must be a whole number, not \"x\"",
        "raw: 5              | raw: must be a mapping of settings, not a single value",
      })
  void aValueOfAnotherTypeIsRefused(String yaml, String message) {
    assertThat(problem(yaml, Everything.class))
        .isEqualTo("event-logger.yaml: EVENT_LOGGERS.db." + message);
  }

  @Test
  void anUnknownSettingIsRefusedWithWhatIsKnown() {
    assertThat(problem("tabel: a\nurl: b\nzzz: c", Table.class))
        .isEqualTo(
            """
            event-logger.yaml: EVENT_LOGGERS.db.tabel: unknown setting; did you mean "table"? (known: table, url)
            event-logger.yaml: EVENT_LOGGERS.db.zzz: unknown setting (known: table, url)""");
  }

  @Test
  void allProblemsAreReportedInTheOrderOfTheFile() {
    assertThat(problem("whole: x\nfoo: 1\ntexts: [~, no]\nflag: y", Everything.class).lines())
        .hasSize(5)
        .satisfiesExactly(
            line -> assertThat(line).contains("db.whole: must be a whole number"),
            line -> assertThat(line).contains("db.foo: unknown setting"),
            line -> assertThat(line).contains("db.texts[0]: is empty"),
            line -> assertThat(line).contains("db.texts[1]: may be read as a boolean"),
            line -> assertThat(line).contains("db.flag: must be true or false"));
  }

  @Test
  void whatTheConstructorRefusesIsSaidAtTheSettingThatItBeginsWith() {
    assertThat(problem("table: x", Table.class))
        .isEqualTo("event-logger.yaml: EVENT_LOGGERS.db.url: is required, such as jdbc:h2:mem:a");
    assertThat(problem("db: {table: users, url: x}", Outer.class))
        .isEqualTo(
            "event-logger.yaml: EVENT_LOGGERS.db.db.table: must not be users (it is \"users\")");
  }

  @Test
  void whatIsAboutNoSingleSettingIsSaidAtTheSection() {
    assertThat(problem("least: 3\nmost: 2", Limits.class))
        .isEqualTo("event-logger.yaml: EVENT_LOGGERS.db: least and most do not fit");
  }

  @Test
  void allThatARecordRequiresIsSaidAtOnce() {
    assertThat(problem("least: -1\nmost: -2\napi_key: a b", Limits.class))
        .isEqualTo(
            """
            event-logger.yaml: EVENT_LOGGERS.db.least: must be at least 0 (it is "-1")
            event-logger.yaml: EVENT_LOGGERS.db.most: must be at least 0 (it is "-2")
            event-logger.yaml: EVENT_LOGGERS.db.api_key: must not have blanks""");
  }

  @Test
  void aValueThatCameThroughAPlaceholderIsNotShown() {
    assertThat(problem("least: -${NUMBER}", Limits.class))
        .isEqualTo("event-logger.yaml: EVENT_LOGGERS.db.least: must be at least 0");
  }

  @Test
  void theConstructorIsNotAskedAboutValuesThatAreWrong() {
    assertThat(problem("url: [x]", Table.class))
        .isEqualTo("event-logger.yaml: EVENT_LOGGERS.db.url: must be a single value, not a list");
  }

  @Test
  void aFaultOfTheConstructorPassesThrough() {
    assertThatThrownBy(() -> section("table: fault\nurl: x").as(Table.class))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("a fault");
  }

  @Test
  void aTypeThatCannotBeASettingIsAFaultOfTheCode() {
    assertThatThrownBy(() -> section("{}").as(Unsupported.class))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage(
            Unsupported.class.getName()
                + ".worker: java.lang.Thread cannot be the type of a setting; SinkConfig.as lists"
                + " those that can");
    assertThatThrownBy(() -> section("{}").as(UnsupportedList.class))
        .isInstanceOf(IllegalStateException.class);
    assertThatThrownBy(() -> section("{}").as(UnsupportedMap.class))
        .isInstanceOf(IllegalStateException.class);
  }

  @Test
  void theApplicationsTypesMayBePrivate() {
    assertThat(section("url: x").as(Table.class)).isEqualTo(new Table(null, "x"));
  }
}
