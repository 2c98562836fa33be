package dev.eventlogger.schema.registry;

import static org.assertj.core.api.Assertions.assertThat;

import dev.eventlogger.event.Problem;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The message for an event whose errors would take too much memory. */
@Timeout(120)
class ExplanationTest {

  private static final Problem MORE =
      new Problem("", "does not meet the schema, and is too large to say all of it");
  private static final Map<String, ?> MANY = Map.of("list", Collections.nCopies(40_000, "x"));

  private static List<Problem> problems(String keywords) {
    EventSchema.Answer answer = Schemas.of("'properties':{'list':{" + keywords + "}}").check(MANY);
    assertThat(answer.isDecided()).isTrue();
    return answer.problems();
  }

  @Test
  void saysWhatIsWrongAtItsBeginningAndThatThereIsMore() {
    List<Problem> problems = problems("'items':{'type':'integer'}");

    assertThat(problems).hasSizeGreaterThan(1).endsWith(MORE);
    assertThat(problems.get(0).at()).isEqualTo("/list/0");
    assertThat(problems.subList(0, problems.size() - 1))
        .allSatisfy(problem -> assertThat(problem.at()).startsWith("/list/"));
  }

  @Test
  void saysNothingOfWhatWasCutOrMayDependOnIt() {
    assertThat(problems("'maxItems':10,'anyOf':[{'items':{'type':'integer'}},{'type':'null'}]"))
        .containsExactly(MORE);
  }
}
