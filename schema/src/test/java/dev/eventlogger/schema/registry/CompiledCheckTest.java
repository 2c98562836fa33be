package dev.eventlogger.schema.registry;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collections;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * What the compiled check decides by itself, down to the last value; everything else costs an event
 * 100 times as much.
 */
@Timeout(120)
class CompiledCheckTest {

  private static final String DRAFT_4 = "http://json-schema.org/draft-04/schema#";

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "'format':'uuid'      | '01234567-89ab-cdef-ABCD-EF0123456789' | true",
        "'format':'uuid'      | '01234567-89ab-cdef-ABCD-EF012345678'  | false",
        "'format':'uuid'      | '01234567-89ab-cdef-ABCD-EF01234567890' | false",
        "'format':'uuid'      | '0123456-789ab-cdef-ABCD-EF0123456789' | false",
        "'format':'uuid'      | '01234567089ab-cdef-ABCD-EF0123456789' | false",
        "'format':'uuid'      | '01234567-89ab0cdef-ABCD-EF0123456789' | false",
        "'format':'uuid'      | '01234567-89ab-cdef0ABCD-EF0123456789' | false",
        "'format':'uuid'      | '01234567-89ab-cdef-ABCD0EF0123456789' | false",
        "'format':'uuid'      | '-1234567-89ab-cdef-ABCD-EF0123456789' | false",
        "'format':'uuid'      | '0123456/-89ab-cdef-ABCD-EF0123456789' | false",
        "'format':'uuid'      | '0123456:-89ab-cdef-ABCD-EF0123456789' | false",
        "'format':'uuid'      | '0123456@-89ab-cdef-ABCD-EF0123456789' | false",
        "'format':'uuid'      | '0123456G-89ab-cdef-ABCD-EF0123456789' | false",
        "'format':'uuid'      | '0123456`-89ab-cdef-ABCD-EF0123456789' | false",
        "'format':'uuid'      | '0123456g-89ab-cdef-ABCD-EF0123456789' | false",
        "'format':'uuid'      | '01234567-89ab-cdef-ABCD-EF012345678x' | false",
        "'format':'date'      | '2026-11-21'  | true",
        "'format':'date'      | 7             | true",
        "'format':'email'     | 'a@b'         | true",
        "'format':'unknown'   | 'anything'    | true",
        "'minLength':2        | 'ab'          | true",
        "'minLength':2        | 'a'           | false",
        "'minLength':2        | '😀'          | false",
        "'minLength':2        | '😀😀'        | true",
        "'maxLength':2        | 'ab'          | true",
        "'maxLength':2        | 'abc'         | false",
        "'maxLength':2        | '😀😀'        | true",
        "'maxLength':2        | '😀😀😀'      | false",
        "'maxLength':2        | [1,2,3]       | true",
        "'multipleOf':5       | 10            | true",
        "'multipleOf':5       | 12            | false",
        "'multipleOf':5       | 10.5          | false",
        "'multipleOf':5       | 'ten'         | true",
        "'multipleOf':0.1     | 1             | false",
        "'multipleOf':0.1     | 'ten'         | true",
        "'multipleOf':9007199254740992 | 9007199254740992  | true",
        "'multipleOf':9007199254740992 | -9007199254740992 | true",
        "'multipleOf':1       | 9007199254740993  | false",
        "'minimum':1          | 1             | true",
        "'minimum':1          | 0.9           | false",
        "'minimum':1          | 9007199254740992  | true",
        "'minimum':1          | 9007199254740993  | false",
        "'maximum':1          | 1             | true",
        "'maximum':1          | 2             | false",
        "'maximum':1          | -9007199254740992 | true",
        "'maximum':1          | -9007199254740993 | false",
        "'maximum':1          | null          | true",
        "'exclusiveMinimum':1 | 1             | false",
        "'exclusiveMinimum':1 | 1.5           | true",
        "'exclusiveMaximum':1 | 1             | false",
        "'exclusiveMaximum':1 | 0.5           | true",
        "'anyOf':[{'type':'string'},{'minimum':2}] | 'x' | true",
        "'anyOf':[{'type':'string'},{'minimum':2}] | 2   | true",
        "'anyOf':[{'type':'string'},{'minimum':2}] | 1   | false",
        "'allOf':[{'type':'string'},{'minLength':2}] | 'xy' | true",
        "'allOf':[{'type':'string'},{'minLength':2}] | 'x'  | false",
        "'type':['string','null'] | null | true",
        "'type':['string','null'] | 1    | false",
        "'minProperties':1    | {'a':1}       | true",
        "'minProperties':1    | {}            | false",
        "'minProperties':1    | 'text'        | true",
        "'maxProperties':1    | {'a':1}       | true",
        "'maxProperties':1    | {'a':1,'b':1} | false",
        "'required':['a']     | {'a':null}    | true",
        "'required':['a']     | {'b':1}       | false",
        "'properties':{'a':true},'required':['a']  | {'b':1} | false",
        "'properties':{'a':true}  | {'a':1}   | true",
        "'properties':{'a':false} | {'a':1}   | false",
        "'properties':{'a':false} | {'b':1}   | true",
        "'patternProperties':{'^a':{'type':'string'}} | {'ab':'x','c':1} | true",
        "'patternProperties':{'^a':{'type':'string'}} | {'ab':1}         | false",
        "'patternProperties':{'^a':{}},'additionalProperties':{'type':'string'} | {'ab':1,'c':'x'} | true",
        "'patternProperties':{'^a':{}},'additionalProperties':{'type':'string'} | {'c':1} | false",
        "'properties':{'a':{}},'additionalProperties':{'type':'string'} | {'a':1,'b':'x'} | true",
        "'properties':{'a':{}},'additionalProperties':{'type':'string'} | {'a':1,'b':1}   | false",
        "'minItems':1         | [1]           | true",
        "'minItems':1         | []            | false",
        "'maxItems':1         | [1]           | true",
        "'maxItems':1         | [1,2]         | false",
        "'items':{'type':'string'} | ['a','b'] | true",
        "'items':{'type':'string'} | ['a',1]   | false",
        "'items':[{'type':'string'}],'additionalItems':{'type':'integer'} | ['a',1,2] | true",
        "'items':[{'type':'string'}],'additionalItems':{'type':'integer'} | ['a','b'] | false",
        "'uniqueItems':true   | ['a','b']     | true",
        "'uniqueItems':true   | ['a','b','a'] | false",
        "'enum':['a',1,null]  | null          | true",
        "'enum':['a',1,null]  | 1             | true",
        "'enum':['a',1,null]  | 'b'           | false",
        "'const':'a'          | 'a'           | true",
        "'const':'a'          | 'b'           | false"
      })
  void decides(String keywords, String value, boolean isSure) {
    EventSchema schema = Schemas.of("'properties':{'v':{" + keywords + "}}");

    assertThat(schema.surelyValid(Schemas.data("{'v':" + value + "}"))).isEqualTo(isSure);
  }

  @ParameterizedTest
  @CsvSource({
    "'maximum':5, 5, true",
    "'maximum':5, 6, false",
    "'maximum':5;'exclusiveMaximum':true, 5, false",
    "'maximum':5;'exclusiveMaximum':true, 4, true",
    "'maximum':5;'exclusiveMaximum':false, 5, true",
    "'minimum':5, 5, true",
    "'minimum':5;'exclusiveMinimum':true, 5, false",
    "'minimum':5;'exclusiveMinimum':true, 6, true"
  })
  void decidesTheBoundsOfDraft4(String keywords, String value, boolean isSure) {
    EventSchema schema =
        Schemas.of(DRAFT_4, "'properties':{'v':{" + keywords.replace(';', ',') + "}}");

    assertThat(schema.surelyValid(Schemas.data("{'v':" + value + "}"))).isEqualTo(isSure);
  }

  @Test
  void isNotSureOfWhatIsNoJson() {
    Map<String, Object> data = Collections.singletonMap("v", new Object());

    for (String keywords :
        new String[] {"'minProperties':0", "'minItems':0", "'minLength':0", "'minimum':0"}) {
      assertThat(Schemas.of("'properties':{'v':{" + keywords + "}}").surelyValid(data))
          .as(keywords)
          .isFalse();
    }
  }

  @Test
  void isNotSureOfANameThatAPatternCannotDecideInTime() {
    EventSchema schema =
        Schemas.of("'patternProperties':{'^(a+)+$':{'type':'string'}},'additionalProperties':true");

    assertThat(schema.surelyValid(Map.of("aaa", "x"))).isTrue();
    assertThat(schema.surelyValid(Map.of("a".repeat(200) + "!", 1))).isFalse();
  }

  @ParameterizedTest
  @CsvSource({"map", "list", "other"})
  void followsReferencesManyStepsDeepAndNoDeeper(String way) {
    assertThat(chained(way, 20).surelyValid(data(way))).isTrue();

    EventSchema deeper = chained(way, 199);
    assertThat(deeper.surelyValid(data(way))).isFalse();
    assertThat(deeper.validate(data(way))).isEmpty();
  }

  private static Map<String, ?> data(String way) {
    return Schemas.data(way.equals("list") ? "{'v':['x']}" : "{'v':'x'}");
  }

  /** The schema is at depth 1, the value at 2, and each reference leads one level deeper. */
  private static EventSchema chained(String way, int references) {
    StringBuilder definitions = new StringBuilder("'d0':{'type':'string'}");
    for (int i = 1; i < references; i++) {
      definitions.append(",'d").append(i).append("':{'$ref':'#/definitions/d").append(i - 1);
      definitions.append("'}");
    }
    String last = "{'$ref':'#/definitions/d" + (references - 1) + "'}";
    String keyword =
        switch (way) {
          case "map" -> "'properties':{'v':" + last + "}";
          case "list" -> "'allOf':[" + last + "]";
          default -> "'additionalProperties':" + last;
        };
    if (way.equals("list")) {
      definitions.replace(0, "'d0':{'type':'string'}".length(), "'d0':{'required':['v']}");
    }
    return Schemas.of(keyword + ",'definitions':{" + definitions + "}");
  }

  @Test
  void decidesASchemaOfThousandsOfPartsAndNotOneOfMore() {
    Map<String, Object> data = new HashMap<>(Map.of("a", Map.of("a", Map.of())));

    assertThat(doubled(12).surelyValid(data)).isTrue();
    assertThat(doubled(14).surelyValid(data)).isFalse();
    assertThat(doubled(14).validate(data)).isEmpty();
  }

  /** Each refers twice to the next. */
  private static EventSchema doubled(int times) {
    StringBuilder definitions = new StringBuilder("'d0':{'type':'object'}");
    for (int i = 1; i < times; i++) {
      String next = "{'$ref':'#/definitions/d" + (i - 1) + "'}";
      definitions.append(",'d" + i + "':{'properties':{'a':" + next + ",'b':" + next + "}}");
    }
    String first = "{'$ref':'#/definitions/d" + (times - 1) + "'}";
    return Schemas.of("'properties':{'a':" + first + "},'definitions':{" + definitions + "}");
  }
}
