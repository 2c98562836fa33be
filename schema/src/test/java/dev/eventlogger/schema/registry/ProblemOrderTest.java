package dev.eventlogger.schema.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.eventlogger.event.Problem;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** The order of problems, their places, and which alternatives there were. */
class ProblemOrderTest {

  @Test
  void theDeepestComesFirst() {
    EventSchema schema =
        Schemas.of(
            "'properties':{'a':{'type':'integer'},"
                + "'b':{'properties':{'c':{'properties':{'d':{'type':'integer'}}},"
                + "'e':{'type':'integer'}}},'f':{'type':'integer'}}");

    List<Problem> problems =
        schema.validate(Schemas.data("{'a':'x','b':{'c':{'d':'x'},'e':'x'},'f':'x'}"));

    assertThat(problems).extracting(Problem::at).startsWith("/b/c/d", "/b/e").hasSize(4);
    assertThat(problems.subList(2, 4)).extracting(Problem::at).containsExactly("/a", "/f");
  }

  @Test
  void aPlaceIsNamedAsItIsWhateverItsKeyLooksLike() {
    for (String key :
        List.of("a%", "%", "%4", "%41", "a%zz", "%4g", "\u00e9", "a b", "\ud83d\ude00")) {
      EventSchema schema = Schemas.of("'properties':{'" + key + "':{'type':'integer'}}");

      assertThat(schema.validate(Map.of(key, "x")))
          .as(key)
          .extracting(Problem::at, Problem::problem)
          .containsExactly(tuple("/" + key, "must be of type \"integer\""));
    }
  }

  @Test
  void alternativesAreSaidWhereTheyAreFew() {
    assertThat(problem(1)).endsWith("alternatives of the schema (anyOf): " + missing(0));
    assertThat(problem(3))
        .endsWith("(anyOf): " + String.join(", or ", missing(0), missing(1), missing(2)));
    assertThat(problem(4))
        .isEqualTo("must meet at least one of 4 alternatives of the schema (anyOf)");
  }

  private static String missing(int number) {
    return Schemas.of("'required':['n" + number + "']").validate(Map.of()).get(0).problem();
  }

  /** The problem of an object that has none of these names, one of which it must have. */
  private static String problem(int alternatives) {
    String branches =
        IntStream.range(0, alternatives)
            .mapToObj(i -> "{'required':['n" + i + "']}")
            .collect(Collectors.joining(","));
    return Schemas.of("'anyOf':[" + branches + "]").validate(Map.of()).get(0).problem();
  }
}
