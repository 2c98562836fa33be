package dev.eventlogger.schema.registry;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Each keyword by itself, against every kind of value: what random tests may miss. */
class EveryKeywordTest {

  private static final List<String> BOUNDS =
      List.of("0", "1", "2", "5", "1.5", "-1", "9007199254740992", "99999999999999999999", "0.1");

  static List<String> keywords() {
    List<String> keywords = new ArrayList<>();
    for (String type : words("object array string integer number boolean null")) {
      keywords.add("'type':'" + type + "'");
      keywords.add(
          "'type':['"
              + type
              + "','nothing']".replace("nothing", type.equals("null") ? "array" : "null"));
    }
    for (String word : words("minimum maximum exclusiveMinimum exclusiveMaximum")) {
      BOUNDS.forEach(bound -> keywords.add("'" + word + "':" + bound));
    }
    List.of("1", "2", "5", "0.1", "1.5", "99999999999999999999")
        .forEach(divisor -> keywords.add("'multipleOf':" + divisor));
    for (String word : words("Length Items Properties")) {
      for (String bound : List.of("0", "1", "2", "3", "1e30")) {
        keywords.add("'min%s':%s".formatted(word, bound));
        keywords.add("'max%s':%s".formatted(word, bound));
      }
    }
    for (String format :
        words(
            "date-time date time uri uri-reference uuid email ipv4 ipv6 hostname regex url byte"
                + " json-pointer uri-template idn-email idn-hostname duration none")) {
      keywords.add("'format':'" + format + "'");
    }
    List.of("^a", "b$", "^[a-z]+$", "^$", ".", "^(?!x)", "(a|b)*c", "[a&&b]", "[^]", "(?<=a)b")
        .forEach(regex -> keywords.add("'pattern':'" + regex + "'"));
    keywords.addAll(
        List.of(
            "'enum':[1,'a',null,true,1.5,[1],{'a':1},9007199254740993]",
            "'const':1",
            "'const':null",
            "'const':1e300",
            "'required':['a']",
            "'properties':{'a':{'type':'integer'}}",
            "'properties':{'a':false}",
            "'additionalProperties':false",
            "'additionalProperties':{'type':'string'},'properties':{'a':{}}",
            "'patternProperties':{'a':{'type':'string'}}",
            "'patternProperties':{'^a$':{}},'additionalProperties':false",
            "'items':{'type':'string'}",
            "'items':[{'type':'string'}],'additionalItems':false",
            "'items':false",
            "'uniqueItems':true",
            "'contains':{'type':'string'}",
            "'not':{'type':'string'}",
            "'anyOf':[{'type':'string'},{'minimum':2}]",
            "'oneOf':[{'type':'string'},{'minLength':2}]",
            "'allOf':[{'type':'string'},{'minLength':2}]",
            "'if':{'type':'string'},'then':{'minLength':2},'else':{'minimum':2}",
            "'propertyNames':{'maxLength':1}",
            "'dependencies':{'a':['b'],'b':{'maxProperties':1}}"));
    return keywords;
  }

  private static List<String> words(String words) {
    return List.of(words.split(" ", -1));
  }

  @ParameterizedTest
  @MethodSource("keywords")
  void isNeverSureOfWhatVertxRefuses(String keyword) {
    EventSchema schema = Schemas.of("'properties':{'v':{" + keyword + "}}");
    for (Object value : values()) {
      Map<String, Object> data = Collections.singletonMap("v", value);
      boolean isValid = schema.validate(data).isEmpty();

      assertThat(schema.surelyValid(data) && !isValid).as("%s for %s", keyword, value).isFalse();
    }
  }

  private static List<Object> values() {
    List<Object> values = new ArrayList<>(RandomSchemas.SCALARS);
    for (Object each : RandomSchemas.SCALARS) {
      values.add(Collections.singletonList(each));
      values.add(Arrays.asList(each, each));
      values.add(Arrays.asList("x", each, 1));
      values.add(Collections.singletonMap("a", each));
      values.add(Collections.singletonMap("ab", each));
    }
    values.add(Map.of("a", 1, "b", "x"));
    values.add(Map.of());
    values.add(List.of());
    return values;
  }
}
