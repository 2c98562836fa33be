package dev.eventlogger.schema.registry;

import static org.assertj.core.api.Assertions.assertThat;

import dev.eventlogger.event.Level;
import dev.eventlogger.event.Problem;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Verdicts on events: those of Vert.x, except for what it gets wrong. */
class EventSchemaTest {

  private static final String LATEST = "https://json-schema.org/draft/2020-12/schema";

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "'type':'integer' | 'x' | must be of type \"integer\"",
        "'type':['integer','null'] | 'x' | must be one of the types \"integer\", \"null\"",
        "'enum':['start','stop',1] | 'x' | must be one of \"start\", \"stop\", 1",
        "'const':'start' | 'x' | must be \"start\"",
        "'minimum':5 | 4 | must be at least 5",
        "'maximum':5 | 6 | must be at most 5",
        "'exclusiveMinimum':5 | 5 | must be more than 5",
        "'exclusiveMaximum':5 | 5 | must be less than 5",
        "'multipleOf':5 | 6 | must be a multiple of 5",
        "'minLength':3 | 'xx' | must have at least 3 characters",
        "'maxLength':1 | 'xx' | must have at most 1 characters",
        "'pattern':'^a' | 'x' | must match the pattern \"^a\"",
        "'format':'date' | 'x' | must be a date, such as 2026-11-21",
        "'format':'uri' | '/x' | must be a URI (RFC 3986)",
        "'minItems':2 | [1] | must have at least 2 items",
        "'maxItems':0 | [1] | must have at most 0 items",
        "'uniqueItems':true | [1,1.0] | must not hold equal items",
        "'minProperties':1 | {} | must have at least 1 properties",
        "'maxProperties':0 | {'b':1} | must have at most 0 properties",
        "'required':['b'] | {} | required property \"b\" is missing",
        "'not':{'type':'string'} | 'x' | must not meet the schema in \"not\"",
        "'anyOf':[{'type':'null'},{'type':'array'}] | 'x' | must meet at least one of 2 alternatives"
            + " of the schema (anyOf): must be of type \"null\", or must be of type \"array\"",
        "'oneOf':[{},{}] | 'x' | must meet exactly one of 2 alternatives of the schema (oneOf)",
        "'contains':{'type':'string'} | [1] | must contain the number of items of the kind the"
            + " schema asks for",
        "'propertyNames':{'maxLength':0} | {} | ",
        "'if':{'type':'string'},'then':false | 'x' | does not meet what the schema asks for in this"
            + " case (if)",
        "'items':false | [1] | has an item the schema does not allow"
      })
  void saysWhatIsWrongInWordsOfTheSchema(String keywords, String value, String problem) {
    EventSchema schema = Schemas.of("'properties':{'a':{" + keywords + "}}");

    List<Problem> problems = schema.validate(Schemas.data("{'a':" + value + "}"));

    if (problem == null) {
      assertThat(problems).isEmpty();
    } else {
      assertThat(problems).containsExactly(new Problem("/a", problem));
    }
  }

  @Test
  void saysWhereItIsWrongDeepestFirst() {
    EventSchema schema =
        Schemas.of(
            "'required':['b'],'properties':{'x':{'type':'string'},"
                + "'a':{'items':{'properties':{'c/d ü':{'type':'string'}}}}}");

    assertThat(schema.validate(Schemas.data("{'x':1,'a':[{},{'c/d ü':1}]}")))
        .extracting(Problem::toString)
        .containsExactly(
            "/a/1/c~1d ü: must be of type \"string\"",
            "/x: must be of type \"string\"",
            "required property \"b\" is missing");
  }

  @Test
  void doesNotCallAWrongPropertyAnAdditionalOne() {
    String keywords =
        "'properties':{'a':{'type':'object','properties':{'b':{'type':'string'}},"
            + "'additionalProperties':false}},'additionalProperties':{'type':'boolean'}";

    assertThat(Schemas.of(keywords).validate(Schemas.data("{'a':{'b':1,'c':2},'d':3}")))
        .extracting(Problem::toString)
        .containsExactly(
            "/a/b: must be of type \"string\"",
            "/a/c: is a property the schema does not have",
            "/d: must be of type \"boolean\"");
  }

  @Test
  void saysOfAlternativesWhatIsWrongFurtherDown() {
    EventSchema schema =
        Schemas.of(
            "'properties':{'a':{'anyOf':[{'type':'null'},"
                + "{'properties':{'b':{'type':'string'}},'type':'object'}]}}");

    assertThat(schema.validate(Schemas.data("{'a':{'b':1}}")))
        .extracting(Problem::toString)
        .containsExactly("/a/b: must be of type \"string\"");
  }

  @Test
  void neverRepeatsAValueOfTheEvent() {
    EventSchema schema =
        Schemas.of(
            "'properties':{'a':{'type':'boolean','maximum':5,'enum':[true],'format':'email',"
                + "'maxLength':3,'const':1,'pattern':'^x$','multipleOf':7}},'maxProperties':0,"
                + "'propertyNames':{'enum':['z']}");

    for (Object secret : List.of(4111111111111111L, 4111.5, "4111@example", "4111 4111")) {
      assertThat(schema.validate(Map.of("a", secret)).toString()).doesNotContain("4111");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "2026-11-21T05:14:50",
        "2026-11-21 05:14:50Z",
        "2026-02-30T05:14:50Z",
        "2026-11-21T24:00:00Z",
        "2026-11-21T05:14:50+0100",
        "",
        "2026-11-21",
        "x"
      })
  void refusesADateTimeThatIsNotRfc3339(String text) {
    assertVerdict("'format':'date-time'", text, false);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "2026-11-21T05:14:50Z",
        "2026-11-21t05:14:50.376408z",
        "2024-02-29T23:59:59.1-18:00"
      })
  void takesADateTimeOfRfc3339(String text) {
    assertVerdict("'format':'date-time'", text, true);
    assertThat(
            Schemas.of("'properties':{'a':{'format':'date-time'}}").surelyValid(Map.of("a", text)))
        .isTrue();
  }

  @Test
  void takesNumbersForWhatTheyAre() {
    assertVerdict("'type':'integer'", new BigDecimal("2.0"), true);
    assertVerdict("'type':'integer'", 2.0, true);
    assertVerdict("'type':'integer'", 2.5, false);
    assertVerdict("'type':'integer'", new BigInteger("123456789012345678901234567890"), true);
    assertVerdict("'maximum':9007199254740992", 9007199254740993L, false);
    assertVerdict("'minimum':-9007199254740992", -9007199254740993L, false);
    assertVerdict("'maximum':5", new BigDecimal("1e999999999"), false);
    assertVerdict("'minimum':5", new BigDecimal("-1e999999999"), false);
    assertVerdict("'exclusiveMinimum':0", new BigDecimal("1e-999999999"), true);
    assertVerdict("'multipleOf':3", new BigDecimal("1e131000"), false);
    assertVerdict("'type':'integer'", new BigDecimal("1e131000"), true);
    assertVerdict("'type':'integer'", new BigDecimal("1e-131000"), false);
    assertVerdict("'enum':[1]", 1, true);
    assertVerdict("'enum':[1]", 1.0, true);
    assertVerdict("'enum':[1.5]", new BigDecimal("1.50"), true);
    assertVerdict("'type':'number'", 1.5f, true);
    assertVerdict("'maximum':5", (short) 5, true);
  }

  @Test
  void refusesNumbersThatAreNotJson() {
    assertVerdict("'type':'number'", Double.NaN, false);
    assertVerdict("'minimum':1", Double.POSITIVE_INFINITY, false);
    assertVerdict("'maximum':1", Double.NaN, false);
  }

  @Test
  void asksAboutValuesThatAreNoJsonAndSaysWhereTheyAre() {
    EventSchema schema = Schemas.of("'properties':{'a':{'items':{'type':'string'}}}");
    for (Object value :
        List.of(Instant.EPOCH, Thread.State.NEW, new byte[1], new Object[1], java.util.Set.of())) {
      Map<String, ?> data = Map.of("a", List.of("x", value));
      assertThat(schema.surelyValid(data)).isFalse();
      assertThat(schema.validate(data)).extracting(Problem::at).containsExactly("/a/1");
    }
  }

  @Test
  void answersWhereVertxThrows() {
    assertVerdict("'format':'email'", "", false);
    assertVerdict("'format':'idn-email'", "", false);
    assertVerdict("'format':'email'", "jo@example.org", true);
    assertVerdict("'minLength':1.0", "x", true);
    assertVerdict("'maxItems':99999999999", List.of(), true);
    assertVerdict("'maxLength':1e100", "x", true);
    assertVerdict(
        "'properties':{'id':{'type':'string'},'$id':{'type':'string'},"
            + "'$ref':{'type':'string'}}",
        Map.of("id", "x", "$id", "x", "$ref", "y"),
        true);
    assertVerdict(
        "'dependencies':{'$ref':['b'],'$id':{'required':['b']}}", Map.of("$ref", 1), false);
    assertVerdict(
        "'dependencies':{'$ref':['b'],'$id':{'required':['b']}}", Map.of("$id", 1), false);
    assertVerdict("'x-anything':{'$ref':5,'properties':3}", "x", true);
  }

  @Test
  void keepsLongUrisThatOverflowTheStackOfPatterns() {
    String uri = "https://example.org/" + "a/b%20".repeat(1_300) + "?q=" + "x".repeat(300);
    assertVerdict("'format':'uri-reference'", uri, true);
    assertVerdict("'format':'uri'", uri, true);
    assertVerdict("'format':'uri'", uri + "%2", false);
  }

  @Test
  void countsContainsRightWithAMaximumAlone() {
    EventSchema schema =
        Schemas.of(LATEST, "'properties':{'a':{'contains':{'type':'string'},'maxContains':1}}");

    assertThat(schema.validate(Schemas.data("{'a':[1]}"))).hasSize(1);
    assertThat(schema.validate(Schemas.data("{'a':['x']}"))).isEmpty();
    assertThat(schema.validate(Schemas.data("{'a':['x','y']}"))).hasSize(1);
  }

  @Test
  void knowsTheKeywordsOfLaterDrafts() {
    EventSchema schema =
        Schemas.of(
            LATEST,
            "'properties':{'a':{'prefixItems':[{'type':'string'}],'items':false}},"
                + "'allOf':[{'properties':{'b':true}}],'unevaluatedProperties':false,"
                + "'dependentRequired':{'b':['a']},'dependentSchemas':{'a':{'maxProperties':2}}");

    assertThat(schema.validate(Schemas.data("{'a':['x'],'b':1}"))).isEmpty();
    assertThat(schema.validate(Schemas.data("{'a':['x',1]}"))).hasSize(1);
    assertThat(schema.validate(Schemas.data("{'b':1}"))).hasSize(1);
    assertThat(schema.validate(Schemas.data("{'c':1}")))
        .containsExactly(new Problem("/c", "is a property the schema does not have"));
  }

  @Test
  void readsExclusiveBoundsOfDraft4() {
    EventSchema schema =
        Schemas.of(
            "http://json-schema.org/draft-04/schema#",
            "'properties':{'a':{'minimum':1,'exclusiveMinimum':true,'maximum':3}}");

    assertThat(schema.validate(Map.of("a", 1))).hasSize(1);
    assertThat(schema.surelyValid(Map.of("a", 1))).isFalse();
    assertThat(schema.surelyValid(Map.of("a", 2))).isTrue();
    assertThat(schema.surelyValid(Map.of("a", 3))).isTrue();
  }

  @Test
  void doesNotTrustMapsThatCompareKeysTheirOwnWay() {
    EventSchema schema =
        Schemas.of("'required':['a'],'additionalProperties':false,'properties':{'a':{}}");
    Map<String, Object> data = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    data.put("A", 1);

    assertThat(schema.surelyValid(data)).isFalse();
    assertThat(schema.validate(data)).isNotEmpty();
  }

  static Stream<Map<?, ?>> objectsWithOtherKeys() {
    UUID id = UUID.fromString("0b7d4bd5-5dfc-4f3a-9df9-3a7d2ce3c9a3");
    Map<String, Object> folding = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    folding.put("ERROR", "x");
    return Stream.of(
        new EnumMap<>(Map.of(Level.ERROR, "x")),
        Map.of(Level.ERROR, "x"),
        new HashMap<>(Map.of(Level.ERROR, "x", "other", 1)),
        Map.of(1, "x"),
        new TreeMap<>(Map.of(1, "x")),
        Collections.unmodifiableMap(new HashMap<>(Map.of(id, "x"))),
        Map.of('1', "x", "other", "y"),
        folding,
        Collections.unmodifiableMap(folding));
  }

  @ParameterizedTest
  @MethodSource("objectsWithOtherKeys")
  void isNotSureOfAMemberThatIsWrittenUnderTheNameOfAnother(Map<?, ?> object) {
    String wrong = "{'type':'integer'}";
    EventSchema schema =
        Schemas.of(
            "'properties':{'v':{'properties':{'ERROR':"
                + wrong
                + ",'1':"
                + wrong
                + ",'0b7d4bd5-5dfc-4f3a-9df9-3a7d2ce3c9a3':"
                + wrong
                + "}}}");

    assertThat(schema.surelyValid(Map.of("v", object))).isFalse();
  }

  @Test
  void isNotSureOfAnObjectWhoseMapFindsWhatIsWrittenInCapitals() {
    EventSchema schema = Schemas.of("'properties':{'v':{'required':['error']}}");
    Map<String, Object> folding = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    folding.put("ERROR", "x");

    assertThat(schema.surelyValid(Map.of("v", Collections.unmodifiableMap(folding)))).isFalse();
    assertThat(schema.surelyValid(Map.of("v", Map.of(Level.ERROR, 1)))).isFalse();
  }

  @Test
  void readsTheNamesOfOtherMapsAsTheyAreWritten() {
    EventSchema schema =
        Schemas.of(
            "'properties':{'ERROR':{'type':'integer'}},'required':['ERROR','a'],"
                + "'patternProperties':{'^a':{'type':'string'}},'additionalProperties':false");
    Map<Object, Object> object = new LinkedHashMap<>();
    object.put(Level.ERROR, 1);
    object.put("a", "x");

    assertThat(schema.surelyValid(data(Collections.unmodifiableMap(object)))).isTrue();
    object.put("b", "x");
    assertThat(schema.surelyValid(data(Collections.unmodifiableMap(object)))).isFalse();
    object.remove("b");
    object.put("a", 1);
    assertThat(schema.surelyValid(data(Collections.unmodifiableMap(object)))).isFalse();
    object.remove("a");
    object.put("ab", "x");
    assertThat(schema.surelyValid(data(Collections.unmodifiableMap(object)))).isFalse();
    object.put("a", "x");
    object.put(null, "x");
    assertThat(schema.surelyValid(data(Collections.unmodifiableMap(object)))).isFalse();
  }

  @SuppressWarnings("unchecked") // as an application may cast
  private static Map<String, ?> data(Map<?, ?> object) {
    return (Map<String, ?>) object;
  }

  @Test
  void survivesMapsThatThrow() {
    Map<String, Object> broken =
        new HashMap<>() {
          private static final long serialVersionUID = 1;

          @Override
          public Object get(Object key) {
            throw new IllegalStateException();
          }

          @Override
          public java.util.Set<Entry<String, Object>> entrySet() {
            throw new IllegalStateException("4111");
          }
        };
    EventSchema schema = Schemas.of("'properties':{'a':{}}");

    assertThat(schema.surelyValid(broken)).isFalse();
    assertThat(schema.validate(broken).toString())
        .contains("cannot be checked")
        .doesNotContain("4111");
  }

  @Test
  void findsAKeyWithANullValue() {
    assertVerdict("'type':'null'", null, true);
    assertVerdict("'type':'string'", null, false);
    assertVerdict("'enum':[null]", null, true);
    assertVerdict("'const':null", null, true);
  }

  @ParameterizedTest
  @MethodSource("uniqueness")
  void tellsEqualItems(List<?> items, boolean areUnique) {
    assertVerdict("'uniqueItems':true", items, areUnique);
  }

  static List<Object[]> uniqueness() {
    return List.of(
        new Object[] {List.of(1, "1", true, "true", List.of(), Map.of()), true},
        new Object[] {List.of(1, 1.0), false},
        new Object[] {List.of(Map.of("a", 1, "b", 2), Map.of("b", 2.0, "a", 1)), false},
        new Object[] {List.of(List.of("a", "b"), List.of("a", "b")), false},
        new Object[] {List.of(List.of("a,b"), List.of("a", "b")), true},
        new Object[] {Arrays.asList(null, null), false},
        new Object[] {List.of("a", "b"), true},
        new Object[] {List.of("a", "b", "a"), false});
  }

  @Test
  void answersManyThreadsAlike() throws Exception {
    EventSchema schema =
        Schemas.of(
            "'properties':{'a':{'not':{'type':'string'},'if':{'minimum':3},"
                + "'then':{'multipleOf':2},'pattern':'x'},'b':{'items':{'type':'integer'}}}");
    Map<String, ?> good = Schemas.data("{'a':4,'b':[1]}");
    Map<String, ?> bad = Schemas.data("{'a':5,'b':['x']}");
    ExecutorService threads = Executors.newFixedThreadPool(8);
    try {
      List<Callable<Boolean>> calls =
          Collections.nCopies(
              2_000, () -> schema.validate(good).isEmpty() && schema.validate(bad).size() == 2);
      List<Boolean> answers = new ArrayList<>();
      for (Future<Boolean> call : threads.invokeAll(calls)) {
        answers.add(call.get());
      }
      assertThat(answers).containsOnly(true);
    } finally {
      threads.shutdownNow();
    }
  }

  private static void assertVerdict(String keywords, Object value, boolean isValid) {
    EventSchema schema = Schemas.of("'properties':{'a':{" + keywords + "}}");
    Map<String, Object> data = Collections.singletonMap("a", value);

    assertThat(schema.validate(data).isEmpty()).as("%s for %s", keywords, value).isEqualTo(isValid);
    if (!isValid) {
      assertThat(schema.surelyValid(data)).as("%s for %s", keywords, value).isFalse();
    }
  }
}
