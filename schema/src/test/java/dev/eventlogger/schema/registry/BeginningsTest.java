package dev.eventlogger.schema.registry;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What is kept of a value that is too large, and whether it is known which parts are whole. */
class BeginningsTest {

  private static List<Object> numbers(int count) {
    return IntStream.range(0, count).boxed().collect(Collectors.toList());
  }

  private static Map<String, Object> members(int count) {
    Map<String, Object> members = new LinkedHashMap<>();
    IntStream.range(0, count).forEach(i -> members.put("n" + i, i));
    return members;
  }

  @Test
  void whatIsSmallStaysAsItIsAndIsWhole() {
    Map<String, Object> value = new LinkedHashMap<>();
    value.put("list", numbers(20));
    value.put("object", members(20));
    value.put("text", "x");
    value.put("nothing", null);
    List<Object> withNothing = new ArrayList<>(List.of(1));
    withNothing.add(null);
    value.put("some", withNothing);

    Beginnings beginnings = new Beginnings(value);

    assertThat(beginnings.value()).isEqualTo(value);
    assertThat(beginnings.hasWhole(List.of())).isTrue();
    for (String name : value.keySet()) {
      assertThat(beginnings.hasWhole(List.of(name))).as(name).isTrue();
    }
    assertThat(beginnings.hasWhole(List.of("none"))).isTrue();
  }

  @Test
  void ofALongListTheFirstTwentyAreKeptAndWhatItIsInIsNotWholeEither() {
    Beginnings beginnings =
        new Beginnings(
            Map.of("a", Map.of("list", numbers(21), "other", numbers(1)), "b", numbers(2)));

    assertThat(beginnings.value())
        .isEqualTo(Map.of("a", Map.of("list", numbers(20), "other", numbers(1)), "b", numbers(2)));
    assertThat(beginnings.hasWhole(List.of("a", "list"))).isFalse();
    assertThat(beginnings.hasWhole(List.of("a", "list", "3"))).isTrue();
    assertThat(beginnings.hasWhole(List.of("a", "other"))).isTrue();
    assertThat(beginnings.hasWhole(List.of("a"))).isFalse();
    assertThat(beginnings.hasWhole(List.of("b"))).isTrue();
    assertThat(beginnings.hasWhole(List.of())).isFalse();
  }

  @Test
  void aListIsNotWholeWhereWhatIsInItIsNot() {
    Beginnings beginnings = new Beginnings(Map.of("a", List.of(numbers(1), numbers(21))));

    assertThat(beginnings.hasWhole(List.of("a", "0"))).isTrue();
    assertThat(beginnings.hasWhole(List.of("a", "1"))).isFalse();
    assertThat(beginnings.hasWhole(List.of("a"))).isFalse();
  }

  @Test
  void ofAnObjectWithManyMembersTheFirstTwentyAreKept() {
    Beginnings beginnings = new Beginnings(Map.of("a", members(21)));

    assertThat(beginnings.value()).isEqualTo(Map.of("a", members(20)));
    assertThat(beginnings.hasWhole(List.of("a"))).isFalse();
  }

  @Test
  void aMemberWithAVeryLongNameIsLeftOutAndThoseBehindItAreNot() {
    Map<String, Object> value = new LinkedHashMap<>();
    value.put("x".repeat(200), 1);
    assertThat(new Beginnings(value).value()).isEqualTo(value);
    assertThat(new Beginnings(value).hasWhole(List.of())).isTrue();
    value.put("y".repeat(201), 2);
    value.put("z", 3);

    Beginnings beginnings = new Beginnings(value);

    assertThat(beginnings.value()).containsOnlyKeys("x".repeat(200), "z");
    assertThat(beginnings.hasWhole(List.of())).isFalse();
  }

  @Test
  void aThousandValuesAreKeptInAll() {
    List<Object> twenty = Collections.nCopies(20, numbers(20));
    Map<String, Object> value = new LinkedHashMap<>();
    for (String name : List.of("a", "b", "c")) {
      value.put(name, twenty);
    }

    Beginnings beginnings = new Beginnings(value);

    assertThat(count(beginnings.value())).isEqualTo(1 + 1000);
    assertThat(beginnings.size().values()).isEqualTo(1000);
    assertThat(beginnings.hasWhole(List.of("a"))).isTrue();
    assertThat(beginnings.hasWhole(List.of("c"))).isFalse();
  }

  private static int count(Object value) {
    int count = 1;
    if (value instanceof Map<?, ?> map) {
      count += map.values().stream().mapToInt(BeginningsTest::count).sum();
    } else if (value instanceof List<?> list) {
      count += list.stream().mapToInt(BeginningsTest::count).sum();
    }
    return count;
  }
}
