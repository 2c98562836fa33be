package dev.eventlogger.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class JsonPathsTest {

  private static final String JSON =
      "{\"a\":{\"b\":[1,\"x\",{\"b\":2}],\"skipped\":{\"a\":7}},\"n\":1.50,\"t\":\"\\u00e9\","
          + "\"list\":[{\"b\":3}],\"null\":null,\"big\":12345678901234567890}";

  private static List<Object> read(String json, List<List<String>> paths) throws Exception {
    return new JsonPaths(paths).read(json);
  }

  @Test
  void readsWhatAPathLeadsToAsAReaderOfAllWould() throws Exception {
    @SuppressWarnings("unchecked")
    Map<String, Object> all = (Map<String, Object>) new JsonReader().read(JSON);

    assertThat(read(JSON, List.of(List.of("n"), List.of("t"), List.of("big"), List.of("list"))))
        .containsExactly(all.get("n"), all.get("t"), all.get("big"), all.get("list"));
    assertThat(read(JSON, List.of(List.of("a", "b"), List.of("a", "skipped", "a"))))
        .containsExactly(List.of(1, "x", Map.of("b", 2)), 7);
  }

  @Test
  void findsNothingBehindListsTextsAndNulls() throws Exception {
    assertThat(
            read(
                JSON,
                List.of(
                    List.of("list", "b"),
                    List.of("t", "x"),
                    List.of("null"),
                    List.of("null", "x"),
                    List.of("missing"))))
        .containsOnlyNulls()
        .hasSize(5);
    assertThat(read("[{\"a\":1}]", List.of(List.of("a")))).containsOnlyNulls();
  }

  @Test
  void readsAValueAndMembersOfItAndAPathTwice() throws Exception {
    List<String> member = List.of("a", "skipped", "a");

    assertThat(read(JSON, List.of(member, List.of("a", "skipped"), member)))
        .containsExactly(7, Map.of("a", 7), 7);
  }

  /** Foreign JSON may have duplicates; the last counts, as for most readers. */
  @Test
  void readsTheLastOfMembersOfOneName() throws Exception {
    assertThat(read("{\"a\":1,\"a\":2,\"b\":3,\"a\":4}", List.of(List.of("a"), List.of("b"))))
        .containsExactly(4, 3);
  }

  @Test
  void saysWhereTextIsNoJson() {
    assertThatThrownBy(() -> read("{\"a\":tru}", List.of(List.of("a"))))
        .isInstanceOf(MalformedJsonException.class)
        .hasMessageContaining("not JSON");
  }
}
