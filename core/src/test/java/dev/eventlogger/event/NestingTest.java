package dev.eventlogger.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NestingTest {

  @Test
  void dottedKeysNest() {
    assertThat(merge(Map.of(), Map.of("user.id", 7, "headers.User-Agent", "x", "plain", 1)))
        .isEqualTo(
            Map.of("user", Map.of("id", 7), "headers", Map.of("User-Agent", "x"), "plain", 1));
  }

  @Test
  void keysOfOneParentMeet() {
    assertThat(merge(Map.of(), Map.of("a.b.c", 1, "a.b.d", 2, "a.e", 3)))
        .isEqualTo(Map.of("a", Map.of("b", Map.of("c", 1, "d", 2), "e", 3)));
  }

  @Test
  @Timeout(20) // copying the parent for each key took minutes
  void manyKeysOfOneParentAreQuick() {
    Map<String, Object> over = new LinkedHashMap<>();
    for (int i = 0; i < 200_000; i++) {
      over.put("a." + i, i);
    }

    assertThat((Map<?, ?>) merge(Map.of(), over).get("a")).hasSize(200_000);
  }

  @Test
  void neitherIsChanged() {
    Map<String, Object> user = new LinkedHashMap<>(Map.of("id", 1));
    Map<String, Object> first = Map.of("user", user);
    Map<String, ?> merged = merge(first, Map.of("user.name", "n", "user.mail", "m"));

    assertThat(merge(merged, Map.of("user.id", 2, "user.name", "x")))
        .isEqualTo(Map.of("user", Map.of("id", 2, "name", "x", "mail", "m")));
    assertThat(merged).isEqualTo(Map.of("user", Map.of("id", 1, "name", "n", "mail", "m")));
    assertThat(user).isEqualTo(Map.of("id", 1));
  }

  @Test
  void theSecondWinsAndTheRestOfTheFirstStays() {
    assertThat(merge(Map.of("user", Map.of("id", 1, "name", "n"), "s", 1), Map.of("user.id", 7)))
        .isEqualTo(Map.of("user", Map.of("id", 7, "name", "n"), "s", 1));
    assertThat(merge(Map.of("user", Map.of("id", 1)), Map.of("user", Map.of("name", "n"))))
        .isEqualTo(Map.of("user", Map.of("id", 1, "name", "n")));
    assertThat(merge(Map.of("user", Map.of("id", 1)), Map.of("user", "text")))
        .isEqualTo(Map.of("user", "text"));
    assertThat(merge(Map.of("user", "text"), Map.of("user.id", 7)))
        .isEqualTo(Map.of("user", Map.of("id", 7)));
  }

  @Test
  void whatIsWrittenAsAnObjectMeetsToo() {
    ObjectNode user = JsonNodeFactory.instance.objectNode();
    user.put("name", "n");

    assertThat(merge(Map.of("user", user), Map.of("user.id", 7)))
        .isEqualTo(Map.of("user", Map.of("id", 7, "name", JsonNodeFactory.instance.textNode("n"))));
    assertThat(
            merge(
                Map.of("user", Optional.of(Map.of("name", "n"))),
                Map.of("user", Optional.of(Map.of("id", 7)))))
        .isEqualTo(Map.of("user", Map.of("id", 7, "name", "n")));
  }

  @ParameterizedTest
  @ValueSource(strings = {".", "a.", ".a", "a..b", ""})
  void aKeyWithAnEmptyPartStaysAsItIs(String key) {
    assertThat(merge(Map.of("x", 1), Map.of(key, 2))).isEqualTo(Map.of("x", 1, key, 2));
  }

  @Test
  void aKeyOfHostilelyManyPartsStaysAsItIs() {
    String key = "a" + ".a".repeat(100_000);

    assertThat(merge(Map.of(), Map.of(key, 1))).isEqualTo(Map.of(key, 1));
  }

  @Test
  void keysBelowTheTopStayAsTheyAre() {
    assertThat(merge(Map.of("x", 1), Map.of("a", Map.of("b.c", 1))))
        .isEqualTo(Map.of("x", 1, "a", Map.of("b.c", 1)));
  }

  @Test
  void neitherMapIsChanged() {
    Map<String, Object> inner = new LinkedHashMap<>(Map.of("id", 1));
    Map<String, Object> base = new LinkedHashMap<>(Map.of("user", inner));

    merge(base, Map.of("user.id", 7, "user.name", "n"));

    assertThat(base).isEqualTo(Map.of("user", Map.of("id", 1)));
  }

  @Test
  void whatIsAllThereIsIsNotCopied() {
    Map<String, Object> map = Map.of("a", 1);

    assertThat(Nesting.merge(map, Map.of())).isSameAs(map);
    assertThat(Nesting.merge(Map.of(), map)).isSameAs(map);
  }

  @Test
  void theResultIsUnmodifiable() {
    assertThatThrownBy(() -> Nesting.merge(Map.of("a", 1), Map.of("b", 2)).clear())
        .isInstanceOf(UnsupportedOperationException.class);
  }

  private static Map<String, Object> merge(Map<String, ?> base, Map<String, ?> over) {
    return new LinkedHashMap<>(Nesting.merge(base, over));
  }
}
