package dev.eventlogger.schema.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.eventlogger.event.Problem;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Schemas and events made to take long, or to crash. Each should be answered within 50 ms. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class HostileTest {

  /** Generous: a single warm-up call is not much, and the machine may be slow. */
  private static final long MOST_MILLIS = 500;

  private static final Map<String, Long> TIMES = new TreeMap<>();

  @ParameterizedTest
  @CsvSource(
      delimiter = ' ',
      value = {
        "^(.*a){25}$ a 30 !",
        "(a+)+$ a 5000 !",
        "^(a|b|c)*$ a 20000 c",
        "(x+x+)+y x 3000 z",
        "^(?!__)(.*b){20}$ b 40 !"
      })
  void answersAboutCatastrophicPatterns(String pattern, String letter, int count, String end) {
    String text = letter.repeat(count) + end;
    EventSchema values = Schemas.of("'properties':{'a':{'pattern':'" + pattern + "'}}");
    EventSchema keys =
        Schemas.of("'properties':{'a':{'patternProperties':{'" + pattern + "':{'type':'null'}}}}");

    answer("pattern " + pattern, values, Map.of("a", text));
    answer("patternProperties " + pattern, keys, Map.of("a", Map.of(text, 1)));
    assertThat(keys.surelyValid(Map.of("a", Map.of(text, 1)))).isFalse();
  }

  @Test
  void refusesWhatItCannotMatchInTime() {
    EventSchema schema = Schemas.of("'properties':{'a':{'pattern':'^(.*a){25}$'}}");
    Map<String, ?> data = Map.of("a", "a".repeat(31) + "!");

    assertThat(schema.surelyValid(data)).isFalse();
    assertThat(schema.validate(data))
        .containsExactly(new Problem("", "takes too much work to check against /test/1 version 1"));
  }

  @Test
  void answersAboutManySlowTextsInOneEvent() {
    EventSchema schema = Schemas.of("'additionalProperties':{'pattern':'^(.*a){5}$'}");
    Map<String, Object> data = new HashMap<>();
    for (int index = 0; index < 2_000; index++) {
      data.put("k" + index, "a".repeat(40) + "!");
    }
    answer("many slow texts", schema, data);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "uri",
        "uri-reference",
        "uri-template",
        "email",
        "idn-email",
        "hostname",
        "url",
        "idn-hostname",
        "regex",
        "json-pointer",
        "relative-json-pointer",
        "ipv6",
        "duration",
        "byte",
        "date-time",
        "date",
        "time"
      })
  void answersAboutLongTextsWithFormats(String format) {
    EventSchema schema = Schemas.of("'properties':{'a':{'format':'" + format + "'}}");
    for (String part :
        List.of("a", "/a", "(", "\u00b7l", "http://a-", "a.", "1", ":", "%41", "{", "[")) {
      answer("format " + format, schema, Map.of("a", part.repeat(200_000)));
      answer("format " + format, schema, Map.of("a", part.repeat(300)));
    }
  }

  @Test
  void answersAboutDepthAndWidth() {
    EventSchema tree =
        Schemas.of("'properties':{'a':{'$ref':'#'}},'additionalProperties':{'type':'string'}");
    Map<String, Object> deep = new HashMap<>();
    for (int depth = 0; depth < 50_000; depth++) {
      deep = new HashMap<>(Map.of("a", deep));
    }
    Map<String, Object> self = new HashMap<>();
    self.put("a", self);
    Map<String, Object> wide = new HashMap<>();
    for (int index = 0; index < 10_000; index++) {
      wide.put("k" + index, index);
    }

    assertThat(answer("deep", tree, deep)).hasSize(1);
    assertThat(answer("contains itself", tree, self)).hasSize(1);
    assertThat(answer("wide", tree, wide)).hasSize(50);
  }

  @Test
  void answersAboutHugeArraysWithUniqueItems() {
    EventSchema schema = Schemas.of("'properties':{'a':{'uniqueItems':true}}");
    List<Object> items = new ArrayList<>();
    for (int index = 0; index < 8_192; index++) {
      // all have the same hash
      StringBuilder text = new StringBuilder();
      for (int bit = 0; bit < 13; bit++) {
        text.append((index >> bit & 1) == 0 ? "Aa" : "BB");
      }
      items.add(List.of(text.toString()));
    }
    assertThat(answer("uniqueItems", schema, Map.of("a", items))).isEmpty();
  }

  @Test
  void answersAboutNumbersOfAnySize() {
    EventSchema schema =
        Schemas.of(
            "'properties':{'a':{'multipleOf':3,'minimum':1,'maximum':5,'type':'integer',"
                + "'enum':[1]},'b':{'multipleOf':1e-300}}");
    for (String number :
        List.of(
            "1e131000",
            "-1e131000",
            "1e-131000",
            "1e999999999",
            "1e-999999999",
            "9".repeat(999),
            "0." + "3".repeat(900))) {
      answer("number", schema, Schemas.data("{'a':" + number + ",'b':" + number + "}"));
    }
  }

  @Test
  void answersAboutSchemasThatDoubleTheWorkAtEachStep() {
    StringBuilder definitions = new StringBuilder("'d0':{'type':'object'}");
    for (int level = 1; level <= 40; level++) {
      String below = "{'$ref':'#/definitions/d" + (level - 1) + "'}";
      definitions.append(",'d%d':{'allOf':[%s,%s]}".formatted(level, below, below));
    }
    EventSchema allOf =
        Schemas.of("'definitions':{" + definitions + "},'allOf':[{'$ref':'#/definitions/d40'}]");
    EventSchema recursive =
        Schemas.of("'anyOf':[{'properties':{'a':{'$ref':'#'}}},{'properties':{'a':{'$ref':'#'}}}]");
    Map<String, Object> deep = Map.of();
    for (int depth = 0; depth < 95; depth++) {
      deep = Map.of("a", deep);
    }

    assertThat(answer("allOf bomb", allOf, Map.of())).hasSize(1);
    assertThat(answer("recursive bomb", recursive, deep)).hasSize(1);
  }

  @Test
  void answersAboutSchemasThatAreBombsThemselves() {
    assertThatThrownBy(
            () ->
                Schemas.of("'not':".repeat(1) + "{'not':".repeat(5_000) + "{}" + "}".repeat(5_000)))
        .isInstanceOf(SchemaException.class)
        .hasMessageContaining("nested deeper than");
    StringBuilder chain = new StringBuilder("'d0':{}");
    for (int level = 1; level <= 3_000; level++) {
      chain.append(",'d%d':{'allOf':[{'$ref':'#/definitions/d%d'}]}".formatted(level, level - 1));
    }
    assertThatThrownBy(
            () ->
                Schemas.of(
                    "'definitions':{" + chain + "},'allOf':[{'$ref':'#/definitions/d3000'}]"))
        .isInstanceOf(SchemaException.class)
        .hasMessageContaining("200 references in a row");
    assertThatThrownBy(() -> Schemas.of("'pattern':'" + "(".repeat(50_000) + "'"))
        .isInstanceOf(SchemaException.class);
    assertThatThrownBy(() -> Schemas.of("'multipleOf':1e-999999"))
        .isInstanceOf(SchemaException.class)
        .hasMessageContaining("/multipleOf: is a number beyond what a double holds");
  }

  @Test
  void refusesASchemaThatReferencesBlowUp() {
    StringBuilder inner = new StringBuilder("{}");
    for (int level = 0; level < 45; level++) {
      inner.insert(0, "{'properties':{'p':").append("}}");
    }
    StringBuilder users = new StringBuilder();
    String path = "";
    for (int level = 0; level < 45; level++) {
      for (int copy = 0; copy < 40; copy++) {
        users.append("{'$ref':'#/definitions/x").append(path).append("'},");
      }
      path += "/properties/p";
    }
    EventSchema schema = Schemas.of("'definitions':{'x':" + inner + "},'allOf':[" + users + "{}]");

    answer("many references", schema, Map.of("p", Map.of("p", Map.of())));
  }

  private static List<Problem> answer(String name, EventSchema schema, Map<String, ?> data) {
    schema.surelyValid(data);
    List<Problem> problems = schema.validate(data); // warms up
    long start = CpuTime.nanos();
    schema.surelyValid(data);
    schema.validate(data);
    long millis = (CpuTime.nanos() - start) / 1_000_000;
    TIMES.merge(name, millis, Math::max);
    assertThat(millis).as("%s", name).isLessThan(MOST_MILLIS);
    return problems;
  }

  @AfterAll
  static void report() {
    System.out.println("milliseconds: " + TIMES);
  }
}
