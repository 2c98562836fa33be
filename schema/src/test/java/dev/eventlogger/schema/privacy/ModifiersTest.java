package dev.eventlogger.schema.privacy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.eventlogger.event.EventType;
import dev.eventlogger.event.Problem;
import dev.eventlogger.event.SchemaRef;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ModifiersTest {

  private static final SchemaRef RUN = new SchemaRef("run", "1");

  private final Modifiers modifiers = new Modifiers();

  @Test
  void withoutAnyTheDataStaysTheSame() throws Exception {
    Map<String, Object> data = Map.of("a", 1);

    assertThat(modifiers.apply(RUN, data)).isSameAs(data);
  }

  @Test
  void runInOrderOnDataTheyMayChange() throws Exception {
    modifiers.add(changing(data -> data.put("b", data.get("a"))));
    modifiers.add((schema, data) -> Map.of("unmodifiable", data));
    modifiers.add(changing(data -> data.put("schema", schemaOf(data))));

    assertThat(modifiers.apply(RUN, Map.of("a", 1)))
        .isEqualTo(Map.of("unmodifiable", Map.of("a", 1, "b", 1), "schema", "none"));
  }

  @Test
  void knowTheSchema() throws Exception {
    modifiers.add((schema, data) -> Map.of("id", schema.id()));

    assertThat(modifiers.apply(RUN, Map.of())).isEqualTo(Map.of("id", "run"));
  }

  @Test
  void theCallersDataIsNotTheirs() throws Exception {
    Map<String, Object> inner = new HashMap<>(Map.of("secret", "me"));
    List<Object> list = new ArrayList<>(List.of(inner, new Object[] {inner}));
    Map<String, Object> data = new HashMap<>(Map.of("list", list));
    modifiers.add(
        changing(
            copy -> {
              List<?> items = (List<?>) copy.get("list");
              ((Map<?, ?>) items.get(0)).clear();
              ((Map<?, ?>) ((List<?>) items.get(1)).get(0)).clear();
            }));

    assertThat(modifiers.apply(RUN, data)).hasToString("{list=[{}, [{}]]}");
    assertThat(inner).containsEntry("secret", "me");
  }

  @Test
  void namesThatAreConstantsOrNumbersAreText() throws Exception {
    modifiers.add(changing(data -> ((Map<?, ?>) data.get("map")).remove("API")));

    assertThat(modifiers.apply(RUN, Map.of("map", Map.of(EventType.API, 1, 7, 2))))
        .isEqualTo(Map.of("map", Map.of("7", 2)));
  }

  @Test
  void oneThatThrowsMakesTheEventInvalidWithoutItsWords() {
    modifiers.add(
        (schema, data) -> {
          throw new IllegalStateException("cannot remove " + data);
        });

    Problem problem = problem(Map.of("password", "me"));

    assertThat(problem.at()).isEmpty();
    assertThat(problem.problem())
        .startsWith("modifier dev.eventlogger.schema.privacy.ModifiersTest")
        .contains(" threw java.lang.IllegalStateException at ")
        .doesNotContain("password", "cannot remove");
  }

  @Test
  void anErrorOrNullMakesItInvalidToo() {
    EventModifier endless =
        (schema, data) -> {
          throw new StackOverflowError();
        };
    modifiers.add(endless);
    assertThat(problem(Map.of()).problem()).contains("java.lang.StackOverflowError");

    modifiers.remove(endless);
    modifiers.add((schema, data) -> null);
    assertThat(problem(Map.of()).problem())
        .endsWith(" returned null; it must return the data to record");
  }

  @Test
  void dataThatCannotBeCopiedIsInvalid() {
    modifiers.add((schema, data) -> data);
    Map<String, Object> itself = new HashMap<>();
    itself.put("me", itself);

    assertThat(problem(itself)).hasToString("/event_data/me: is nested deeper than 100 levels");
    assertThat(problem(Map.of("a", Map.of(1, 1, "1", 1))))
        .hasToString("/event_data/a: has two keys that are the same as text");
    assertThat(problem(Map.of("a", Map.of(List.of(), 1))))
        .hasToString(
            "/event_data/a: has a key that is no text; keys must be text, numbers or enums");
  }

  @Test
  void theExceptionSaysItsProblem() {
    modifiers.add((schema, data) -> null);

    assertThatThrownBy(() -> modifiers.apply(RUN, Map.of()))
        .hasMessage(problem(Map.of()).toString());
  }

  private Problem problem(Map<String, ?> data) {
    return catchThrowableOfType(ModifierException.class, () -> modifiers.apply(RUN, data))
        .problem();
  }

  private static Object schemaOf(Map<String, Object> data) {
    return data.getOrDefault("schema", "none");
  }

  private interface Change {
    void change(Map<String, Object> data);
  }

  @SuppressWarnings("unchecked") // modifiers may put anything into their copy
  private static EventModifier changing(Change change) {
    return (schema, data) -> {
      change.change((Map<String, Object>) data);
      return data;
    };
  }
}
