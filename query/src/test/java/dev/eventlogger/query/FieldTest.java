package dev.eventlogger.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.eventlogger.event.Event;
import dev.eventlogger.event.EventDraft;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FieldTest {

  @Test
  void readsTheFieldsOfAnEvent() {
    for (Field.Part part : Field.Part.values()) {
      if (!part.isJson()) {
        assertThat(Field.parse(part.toString())).isEqualTo(new Field(part, List.of()));
      }
    }
    assertThat(Field.parse("event_type")).isEqualTo(Field.TYPE);
  }

  @Test
  void readsPathsOfPlainAndQuotedNames() {
    assertThat(Field.parse("data.a.b-c")).isEqualTo(Field.data("a", "b-c"));
    assertThat(Field.parse("event_data.a")).isEqualTo(Field.data("a"));
    assertThat(Field.parse("context.user id.x'y")).isEqualTo(Field.context("user id", "x'y"));
    assertThat(Field.parse("data.\"a.b\".\"say \"\"hi\"\"\""))
        .isEqualTo(Field.data("a.b", "say \"hi\""));
  }

  @ParameterizedTest
  @ValueSource(strings = {"a", "a.b", "say \"hi\"", "'; drop", "\\", " ", "\uD83D\uDE00", "[0]"})
  void isWrittenAsItIsRead(String name) {
    Field field = Field.data("x", name);

    assertThat(Field.parse(field.toString())).isEqualTo(field);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "elment|unknown field \"elment\" (known: id, created_at, duration_ms, uid, type, name, level,"
            + " subject, message, schema, schema_version, data.<path>, context.<path>)",
        "subjct|unknown field \"subjct\"; did you mean \"subject\"? (known: ",
        "dat.x|unknown field \"dat.x\"; did you mean \"data\"? (known: ",
        "data|data needs a path, such as data.element",
        "data.|field \"data.\": a name is missing",
        "data..x|field \"data..x\": a name is missing",
        "data.x.|field \"data.x.\": a name is missing",
        "data.a\"b|field \"data.a\"b\": a name with a quote in it must be quoted, and its quotes",
        "data.\"a|field \"data.\"a\": a quote is not closed",
        "data.\"a\"b|field \"data.\"a\"b\": a dot must follow a quoted name",
        "data.\"\"|data: a name in a path has 1 to 200 characters, all of them Unicode",
        "uid.x|uid has no path; for a member of the data, write data.uid.x"
      })
  void saysWhatIsWrong(String text, String message) {
    assertThatThrownBy(() -> Field.parse(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith(message);
  }

  @Test
  void refusesNamesThatNoStoreCouldFind() {
    for (String name : List.of("a\u0000", "\uD83D", "n".repeat(201))) {
      assertThatThrownBy(() -> Field.data(name))
          .hasMessage("data: a name in a path has 1 to 200 characters, all of them Unicode");
    }
    String[] names = new String[101];
    Arrays.fill(names, "n");
    assertThatThrownBy(() -> Field.data(names)).hasMessage("data: a path has at most 100 names");
  }

  @Test
  void showsWhatIsUnknownShortAndPrintable() {
    assertThatThrownBy(() -> Field.parse("\u001b[31m" + "x".repeat(1_000)))
        .hasMessageStartingWith("unknown field \"?[31mxxx")
        .hasMessageContaining("x…\"");
  }

  @Test
  void findsScalarsAtAPathAndInAListThere() {
    assertThat(scalars(5)).containsExactly(5);
    assertThat(scalars("")).containsExactly("");
    assertThat(scalars(false)).containsExactly(false);
    assertThat(scalars(Arrays.asList("a", null, 1, List.of("b"), Map.of("c", "d"))))
        .containsExactly("a", 1);
    assertThat(scalars(null)).isEmpty();
    assertThat(scalars(List.of())).isEmpty();
    assertThat(scalars(Map.of("x", 1))).isEmpty();
  }

  @Test
  void leadsThroughObjectsOnly() {
    Event event =
        Event.of(
            EventDraft.named("x")
                .data(Map.of("a", Map.of("b", 1), "a.b", 2, "list", List.of(Map.of("b", 3)))));

    assertThat(Field.data("a", "b").scalars(event)).containsExactly(1);
    assertThat(Field.data("a.b").scalars(event)).containsExactly(2);
    assertThat(Field.data("list", "b").scalars(event)).isEmpty();
    assertThat(Field.data("list", "0").scalars(event)).isEmpty();
    assertThat(Field.data("a", "b", "c").scalars(event)).isEmpty();
  }

  private static List<Object> scalars(@Nullable Object value) {
    Map<String, @Nullable Object> data = new HashMap<>();
    data.put("value", value);
    return Field.data("value").scalars(Event.of(EventDraft.named("x").data(data)));
  }
}
