package dev.eventlogger.schema.privacy;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.eventlogger.event.Event;
import dev.eventlogger.event.EventDraft;
import dev.eventlogger.event.JsonValues;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/**
 * However schemas and data are nested, nothing secret is left. Schemas and data are generated
 * together: below what is redacted, every text is a canary, and every other text is a flower.
 */
class CanaryTest {

  private static final ObjectMapper JACKSON = new ObjectMapper();
  private static final int DEEPEST = 5;

  @Property(tries = 3000)
  void nothingSecretIsLeftAndNothingElseIsTouched(@ForAll Random random) throws Exception {
    Made made = new Making(random).object(0);
    Map<String, Object> schema = new HashMap<>(made.schema);
    schema.put("$defs", made.definitions);
    String before = json(made.data);

    Redaction redaction = Schemas.redaction(schema, Allowed.EVERYTHING);
    String after = json(redaction.apply(made.data));

    assertThat(after).doesNotContain("canary");
    assertThat(count(after, "flower")).isEqualTo(count(before, "flower"));
    assertThat(json(redaction.onlyDescribed(made.data))).doesNotContain("canary");
    assertThat(json(made.data)).isEqualTo(before);
    if (!before.contains("canary")) {
      assertThat(redaction.apply(made.data)).isSameAs(made.data);
    }
  }

  private static String json(Map<String, ?> data) throws Exception {
    Event event = Event.of(EventDraft.named("test").data(data));
    return JACKSON.readTree(event.toJson()).get("event_data").toString();
  }

  private static int count(String text, String word) {
    return text.split(word, -1).length - 1;
  }

  /** A schema, and data that it describes. */
  private record Made(
      Map<String, Object> schema, Map<String, Object> data, Map<String, Object> definitions) {}

  private record Pair(Map<String, Object> schema, Object data) {}

  private static final class Making {

    private final Random random;
    private final Map<String, Object> definitions = new HashMap<>();

    Making(Random random) {
      this.random = random;
    }

    Made object(int depth) {
      Map<String, Object> properties = new LinkedHashMap<>();
      Map<String, Object> data = new LinkedHashMap<>();
      for (int index = random.nextInt(4); index >= 0; index--) {
        Pair pair = value(depth + 1);
        properties.put("p" + index, pair.schema);
        data.put("p" + index, pair.data);
      }
      return new Made(described(properties), data, definitions);
    }

    private Map<String, Object> described(Map<String, Object> properties) {
      Map<String, Object> plain = Map.of("properties", properties);
      return switch (random.nextInt(7)) {
        case 0 -> {
          Map<String, Object> patterns = new LinkedHashMap<>();
          properties.forEach((name, schema) -> patterns.put("^" + name + "$", schema));
          yield Map.of("patternProperties", patterns);
        }
        case 1 -> Map.of("allOf", List.of(true, plain));
        case 2 -> Map.of("anyOf", List.of(plain, Map.of("type", "object")));
        case 3 -> Map.of("if", true, "else", plain);
        case 4 -> reference(plain);
        case 5 -> Map.of("dependentSchemas", Map.of("p0", plain));
        default -> plain;
      };
    }

    private Pair value(int depth) {
      return switch (random.nextInt(depth < DEEPEST ? 6 : 3)) {
        case 0 -> new Pair(Map.of("type", "string"), "flower");
        case 1, 2 -> secret(depth);
        case 3 -> array(depth);
        default -> {
          Made made = object(depth);
          yield new Pair(made.schema, wrapped(made.data));
        }
      };
    }

    private Pair array(int depth) {
      List<Object> schemas = new ArrayList<>();
      List<Object> items = new ArrayList<>();
      for (int index = random.nextInt(3); index >= 0; index--) {
        Pair pair = value(depth + 1);
        schemas.add(pair.schema);
        items.add(pair.data);
      }
      String word = random.nextBoolean() ? "items" : "prefixItems";
      Object data = random.nextBoolean() ? items : items.toArray();
      return new Pair(Map.of(word, schemas), data);
    }

    private Pair secret(int depth) {
      String word = List.of("remove", "null", "mask", "hash").get(random.nextInt(4));
      Map<String, Object> schema = Map.of("x-redact", word);
      Map<String, Object> hidden =
          switch (random.nextInt(4)) {
            case 0 -> reference(schema);
            case 1 -> Map.of("oneOf", List.of(schema, Map.of("type", "null")));
            case 2 -> Map.of("type", "string", "not", schema);
            default -> schema;
          };
      return new Pair(hidden, canary(depth));
    }

    private Object canary(int depth) {
      return switch (random.nextInt(depth < DEEPEST ? 4 : 2)) {
        case 0 -> "canary" + random.nextInt(100);
        case 1 -> Map.of("canary as a name", 1);
        case 2 -> new Object[] {canary(depth + 1)};
        default -> wrapped(Map.of("p0", canary(depth + 1)));
      };
    }

    private Object wrapped(Map<String, Object> data) {
      return switch (random.nextInt(4)) {
        case 0 -> Optional.of(data);
        case 1 -> JACKSON.valueToTree(plain(data));
        default -> data;
      };
    }

    /** Opens values such as Optional, which Jackson would write in its own way. */
    private Object plain(Object value) {
      Object opened = JsonValues.open(value);
      if (opened instanceof Map<?, ?> map) {
        Map<Object, Object> copy = new LinkedHashMap<>();
        map.forEach((key, below) -> copy.put(key, plain(below)));
        return copy;
      }
      return opened instanceof List<?> list ? list.stream().map(this::plain).toList() : opened;
    }

    private Map<String, Object> reference(Map<String, Object> schema) {
      String name = "d" + definitions.size();
      definitions.put(name, schema);
      return Map.of("$ref", "#/$defs/" + name);
    }
  }
}
