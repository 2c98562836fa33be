package dev.eventlogger.schema.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.eventlogger.schema.pattern.WorkExceededException;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** How much one validation may do: what each thing costs, and how much there is to spend. */
class WorkBudgetTest {

  private static final int UNITS = 64 * 5000;
  private static final Cost NOTHING = new Cost(0, 0, 0, 0, 0, false, false);

  @Test
  void fiveThousandEvaluationsAndMoreForEachValue() {
    assertThat(evaluations(ofVerdict(0), NOTHING, null)).isEqualTo(5000);
    assertThat(evaluations(ofVerdict(10), NOTHING, null)).isEqualTo(5000 + 10 * 20);
    assertThat(evaluations(ofVerdict(30_000), NOTHING, null))
        .isEqualTo(5000 + 4 * 30_000 + 16 * 20_000);
  }

  @Test
  void whatASchemaDoesForAnObjectIsPaidByItsNamesAndMembers() {
    Map<String, Integer> object = Map.of("x".repeat(31), 1, "y".repeat(48), 2);

    assertCosts(cost(7, 0, 0, 0), object, 64 + 3 * 7);
    assertCosts(cost(0, 3, 0, 0), object, 64 + 3 * (1 + 1 + 1 + 3));
    assertCosts(new Cost(0, 0, 0, 0, 0, true, false), object, 64 + 8 * 2);
    assertCosts(cost(0, 0, 9, 9), object, 64);
  }

  @Test
  void whatASchemaDoesForAnArrayIsPaidByItsItems() {
    List<Integer> array = List.of(1, 2, 3, 4, 5);

    assertCosts(cost(0, 0, 2, 0), array, 64 + 10);
    assertCosts(new Cost(0, 0, 0, 0, 0, true, false), array, 64 + 8 * 5);
    assertCosts(cost(9, 9, 0, 9), array, 64);
  }

  @Test
  void whatASchemaDoesForATextIsPaidByItsCharacters() {
    assertCosts(cost(0, 0, 0, 3), "x".repeat(100), 64 + 300 / 16);
    assertCosts(cost(9, 9, 9, 0), "x".repeat(100), 64);
    assertCosts(cost(9, 9, 9, 9), 5, 64);
  }

  @Test
  void aLongPathMakesEachEvaluationDearer() {
    WorkBudget work = WorkBudget.ofVerdict(new PlainJson.Size(0, 0, 160, 0));

    assertThat(evaluations(work, NOTHING, null)).isEqualTo(UNITS / (64 + 10));
  }

  @Test
  void otherWorkIsPaidToTheLastUnit() {
    WorkBudget work = ofVerdict(0);
    work.spend(UNITS - 5);
    work.spendText("x".repeat(31));
    work.spendText("x".repeat(32));
    assertThatThrownBy(() -> work.spend(1)).isInstanceOf(WorkExceededException.class);
    assertThatThrownBy(() -> work.spendText("")).isInstanceOf(WorkExceededException.class);
  }

  @Test
  void aSearchIsPaidByItselfAndByEachLookAtACharacter() {
    Pattern pattern = Pattern.compile("[b]");
    assertThat(searches(ofVerdict(0), pattern, "")).isEqualTo(UNITS);
    assertThat(searches(ofVerdict(0), pattern, "a".repeat(1000))).isEqualTo(200);
    WorkBudget more = WorkBudget.ofVerdict(new PlainJson.Size(0, 1000, 0, 0));
    assertThat(searches(more, pattern, "a".repeat(1000))).isEqualTo(264);
    assertThat(ofVerdict(0).finds(pattern, "aab")).isTrue();
    assertThat(ofVerdict(0).finds(pattern, "aaa")).isFalse();
  }

  private static int searches(WorkBudget work, Pattern pattern, String text) {
    int count = 0;
    try {
      while (count <= UNITS) {
        work.finds(pattern, text);
        count++;
      }
    } catch (WorkExceededException e) {
      // The next one cannot be paid for.
    }
    return count;
  }

  @Test
  void errorsThatAreKeptArePaidByTheirSize() {
    long found = 16 << 20;
    Cost ten = new Cost(0, 0, 0, 0, 10, false, false);
    assertThat(evaluations(ofFindings(0), ten, null)).isEqualTo(found / (10 * 500));
    assertThat(evaluations(ofFindings(100), ten, null)).isEqualTo(found / (10 * 800));

    Cost perMember = new Cost(0, 4, 0, 0, 10, false, false);
    assertThat(evaluations(ofFindings(0), perMember, Map.of("a", 1, "b", 2, "c", 3)))
        .isEqualTo(found / (22 * 500));
    Cost perItem = new Cost(0, 0, 4, 0, 10, false, false);
    assertThat(evaluations(ofFindings(0), perItem, List.of(1, 2, 3))).isEqualTo(found / (22 * 500));
  }

  @Test
  void forAVerdictOnlyTheErrorsThatAreKeptArePaid() {
    PlainJson.Size size = new PlainJson.Size(1000, 0, 10_000, 0);
    Cost kept = new Cost(0, 0, 0, 0, 99, false, true);
    Cost forgotten = new Cost(0, 0, 0, 0, 99, false, false);

    assertThat(evaluations(WorkBudget.ofVerdict(size), kept, null))
        .isEqualTo(((8 << 20) + 2000 * 1000) / 30_500);
    assertThat(evaluations(WorkBudget.ofVerdict(size), forgotten, null))
        .isEqualTo(64 * 25_000 / (64 + 625));
  }

  @Test
  void aBudgetOfErrorsIsSpentToTheLastByte() {
    // 2^23 bytes, of which each error takes 2^11: 500, and three for each of 516 characters
    PlainJson.Size size = new PlainJson.Size(0, 0, 516, 0);
    Cost kept = new Cost(0, 0, 0, 0, 0, false, true);

    assertThat(500 + 3 * 516).isEqualTo(2048);
    assertThat(evaluations(WorkBudget.ofVerdict(size), kept, null))
        .isEqualTo(Math.min((8 << 20) / 2048, UNITS / (64 + 32)));
  }

  @Test
  void pathsThatAreLongerThanTheirValueIsLargeAreNotFollowed() {
    long most = 1024 * 1024;

    assertThatCode(() -> WorkBudget.ofVerdict(new PlainJson.Size(0, 7, 0, most + 7)))
        .doesNotThrowAnyException();
    assertThatThrownBy(() -> WorkBudget.ofVerdict(new PlainJson.Size(0, 7, 0, most + 8)))
        .isInstanceOf(WorkExceededException.class);
    assertThatCode(() -> WorkBudget.ofFindings(new PlainJson.Size(0, 7, 0, most + 8)))
        .doesNotThrowAnyException();
  }

  private static Cost cost(int names, int perMember, int perItem, int perCharacter) {
    return new Cost(names, perMember, perItem, perCharacter, 0, false, false);
  }

  private static void assertCosts(Cost cost, Object value, int units) {
    assertThat(evaluations(ofVerdict(0), cost, value)).isEqualTo(UNITS / units);
  }

  private static WorkBudget ofVerdict(int values) {
    return WorkBudget.ofVerdict(new PlainJson.Size(values, 0, 0, 0));
  }

  private static WorkBudget ofFindings(int longestPath) {
    return WorkBudget.ofFindings(new PlainJson.Size(0, 0, longestPath, 0));
  }

  /** How many evaluations of a value can be paid for. */
  private static long evaluations(WorkBudget work, Cost cost, Object value) {
    long count = 0;
    try {
      while (count < 1_000_000) {
        work.spendEvaluation(cost, value);
        count++;
      }
    } catch (WorkExceededException e) {
      // The next one cannot be paid for.
    }
    return count;
  }
}
