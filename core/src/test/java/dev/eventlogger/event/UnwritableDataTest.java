package dev.eventlogger.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.ConcurrentModificationException;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What no event can hold, and where the problem is reported. */
class UnwritableDataTest {

  private static final String NOT_JSON =
      ", which is not JSON; pass a Map, List, text, number, boolean or null";

  static Stream<Arguments> otherValues() {
    return Stream.of(
        arguments(Double.NaN, "/a: is NaN, which is not a JSON number"),
        arguments(Float.NEGATIVE_INFINITY, "/a: is -Infinity, which is not a JSON number"),
        arguments(
            JsonNodeFactory.instance.numberNode(Double.NaN),
            "/a: is NaN, which is not a JSON number"),
        arguments(
            BigInteger.TEN.pow(1000), "/a: is a number of more than 1000 digits; pass it as text"),
        arguments(
            new BigDecimal(BigInteger.TEN.pow(2000), 5),
            "/a: is a number of more than 1000 digits; pass it as text"),
        arguments(
            new BigDecimal(BigInteger.ONE, Integer.MIN_VALUE),
            "/a: is a number with too large an exponent; pass it as text"),
        arguments(new byte[1], "/a: is a byte[], which is not JSON; pass it as Base64 text"),
        arguments(new Thing("secret"), "/a: is a " + Thing.class.getName() + NOT_JSON),
        arguments(Stream.of(1), "/a: is a java.util.stream.ReferencePipeline$Head" + NOT_JSON),
        arguments(
            JsonNodeFactory.instance.binaryNode(new byte[1]),
            "/a: is a com.fasterxml.jackson.databind.node.BinaryNode" + NOT_JSON),
        arguments(
            Arrays.asList(1, Map.of("b/~", new Thing("secret"))),
            "/a/1/b~1~0: is a " + Thing.class.getName() + NOT_JSON),
        arguments(new Object[] {1, Double.NaN}, "/a/1: is NaN, which is not a JSON number"),
        arguments(
            "a\uD800b", "/a: holds a lone surrogate at character 2, which is not Unicode text"),
        arguments(
            Map.of("k\uDC00", 1),
            "/a/k\uFFFD: holds a lone surrogate at character 2, which is not Unicode text"),
        arguments(
            Map.of(new Thing("secret"), 1),
            "/a: has a key that is a "
                + Thing.class.getName()
                + "; keys must be text, numbers or enums"),
        arguments(
            Collections.singletonMap(null, 1),
            "/a: has a key that is null; keys must be text, numbers or enums"),
        arguments(sameAsText(), "/a: has two keys that are the same as text"),
        arguments(sameIdentities(), "/a: has two keys that are the same as text"),
        arguments(
            Collections.unmodifiableMap(sameIdentities()),
            "/a: has two keys that are the same as text"));
  }

  @ParameterizedTest
  @MethodSource("otherValues")
  void isAProblemWithItsPlace(Object value, String problem) {
    assertThat(problem(draft(value))).hasToString("/event_data" + problem);
  }

  @Test
  void dataThatIsDeepIsAProblemWithABoundedPlace() {
    Map<String, Object> data = Map.of();
    for (int level = 0; level < 10_000; level++) {
      data = Map.of("k".repeat(100), data);
    }

    Problem problem = problem(EventDraft.named("n").data(data));

    assertThat(problem.problem()).isEqualTo("is nested deeper than 100 levels");
    assertThat(problem.at()).hasSizeLessThan(1000).startsWith("/event_data/kkk");
  }

  @Test
  void aMapThatContainsItselfIsAProblemWhereItDoes() {
    Map<String, Object> data = new HashMap<>();
    data.put("self", data);

    assertThat(problem(EventDraft.named("n").data(data)))
        .hasToString("/event_data/self: contains itself; an event must end");
    assertThat(problem(EventDraft.named("n").context(data)))
        .hasToString("/context/self: contains itself; an event must end");
  }

  @Test
  void aLongerCircleIsFoundToo() {
    List<Object> list = new ArrayList<>();
    list.add("first");
    list.add(Map.of("up", new Object[] {list}));

    assertThat(problem(draft(list)))
        .hasToString("/event_data/a/1/up/0: contains itself; an event must end");
  }

  @Test
  void aCircleOfJacksonNodesIsFoundToo() {
    ObjectNode node = JsonNodeFactory.instance.objectNode();
    node.set("self", node);

    assertThat(problem(draft(node)))
        .hasToString("/event_data/a/self: contains itself; an event must end");
  }

  @Test
  void dataThatChangesWhileItIsWrittenIsAProblem() {
    Map<String, Object> data = new LinkedHashMap<>();
    data.put("a", List.of(new Meddling(data)));
    data.put("b", 1);

    assertThat(problem(EventDraft.named("n").data(data)).toString())
        .startsWith("/event_data: threw " + ConcurrentModificationException.class.getName());
  }

  @Test
  void aValueThatThrowsIsAProblemWithItsPlace() {
    CharSequence failing =
        new CharSequence() {
          @Override
          public int length() {
            return 0;
          }

          @Override
          public char charAt(int index) {
            return ' ';
          }

          @Override
          public CharSequence subSequence(int start, int end) {
            return this;
          }

          @Override
          public String toString() {
            throw new IllegalStateException("secret");
          }
        };

    assertThat(problem(draft(List.of(failing))).toString())
        .startsWith("/event_data/a/0: threw java.lang.IllegalStateException while")
        .doesNotContain("secret");
  }

  @Test
  void optionalsInOneAnotherWithoutEndAreAProblem() {
    Optional<Object> optional = Optional.of(1);
    for (int level = 0; level < 200_000; level++) {
      optional = Optional.of(optional);
    }

    assertThat(problem(draft(optional)).toString())
        .startsWith("/event_data: threw java.lang.StackOverflowError");
  }

  @Test
  void anEndlessCollectionIsTooLarge() {
    Set<Integer> endless =
        new java.util.AbstractSet<>() {
          @Override
          public java.util.Iterator<Integer> iterator() {
            return Stream.generate(() -> 1).iterator();
          }

          @Override
          public int size() {
            return 1;
          }
        };

    assertThat(problem(draft(endless)))
        .hasToString("the event is larger than 4194304 bytes as JSON");
  }

  private record Thing(String secret) {}

  /** Text that changes its own map when it is read. */
  private record Meddling(Map<String, Object> map) implements CharSequence {
    @Override
    public int length() {
      return 0;
    }

    @Override
    public char charAt(int index) {
      return ' ';
    }

    @Override
    public CharSequence subSequence(int start, int end) {
      return this;
    }

    @Override
    public String toString() {
      map.put("c", 1);
      return "";
    }
  }

  private static Map<Object, Object> sameAsText() {
    Map<Object, Object> map = new LinkedHashMap<>();
    map.put("1", "a");
    map.put(1, "b");
    return map;
  }

  @SuppressWarnings("IdentityHashMapUsage")
  private static Map<String, Object> sameIdentities() {
    Map<String, Object> map = new IdentityHashMap<>();
    map.put("k", 1);
    map.put(String.valueOf(new char[] {'k'}), 2);
    return map;
  }

  private static EventDraft draft(Object value) {
    return EventDraft.named("n").data(Collections.singletonMap("a", value));
  }

  private static Problem problem(EventDraft draft) {
    Problem problem = new CanonicalJson().write(draft, Map.of());
    assertThat(problem).isNotNull();
    return problem;
  }
}
