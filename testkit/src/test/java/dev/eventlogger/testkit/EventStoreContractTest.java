package dev.eventlogger.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.platform.testkit.engine.EngineTestKit;
import org.junit.platform.testkit.engine.Events;

/** Runs the contract against stores that are each wrong in one way. */
@Timeout(300)
final class EventStoreContractTest {

  @Test
  void passesAStoreThatRefusesWhatItSaysItCannotCompare() {
    assertThat(failuresOf(BrokenStores.Untyped.class)).isEmpty();
  }

  @Test
  void catchesTextsThatAreComparedWithoutCapitals() {
    assertThat(failuresOf(BrokenStores.WithoutCapitals.class))
        .contains("comparesTheFieldsOfTheEvent", "comparesDataAndContext")
        .doesNotContain("sortsByEveryFieldAndTurnsPages", "countsEventsAndUsers");
  }

  @Test
  void catchesConditionsThatAreLeftOut() {
    assertThat(failuresOf(BrokenStores.Unconditional.class))
        .contains("comparesTheFieldsOfTheEvent", "comparesDataAndContext", "knowsTheShapeOfData");
  }

  @Test
  void catchesABoundThatIsLateByAMicrosecond() {
    assertThat(failuresOf(BrokenStores.LateByAMicrosecond.class))
        .containsExactly("takesEventsFromATimeOnAndUpToAnother");
  }

  @Test
  void catchesPagesThatRepeatAnEvent() {
    assertThat(failuresOf(BrokenStores.Repeating.class))
        .contains("givesEveryEventAsItWasWritten", "sortsByEveryFieldAndTurnsPages");
  }

  @Test
  void catchesUsersThatAreCountedTwice() {
    assertThat(failuresOf(BrokenStores.CountingTwice.class))
        .containsExactlyInAnyOrder(
            "countsEventsAndUsers",
            "countsByTheFieldsOfTheEvent",
            "countsByDataAndContext",
            "countsWhatConditionsLeave",
            "countsByTwoFields",
            "countsByTwoFieldsOfWhichSomeAreData",
            "measuresDurations",
            "measuresTheNumbersOfData",
            "countsTheValuesOfSeveralFieldsAtOnce",
            "endsTheQuestionsThatAreGivenUp");
  }

  @Test
  void catchesASecondFieldThatIsLeftOut() {
    assertThat(failuresOf(BrokenStores.WithoutSecondField.class))
        .contains("countsByTwoFields", "countsByTwoFieldsOfWhichSomeAreData")
        .doesNotContain("countsByTheFieldsOfTheEvent", "countsTheValuesOfSeveralFieldsAtOnce");
  }

  @Test
  void catchesAFirstEventThatIsNotTheFirst() {
    assertThat(failuresOf(BrokenStores.LateFirst.class))
        .contains("countsEventsAndUsers", "countsByTwoFields")
        .doesNotContain("comparesDataAndContext");
  }

  @Test
  void catchesMediansThatAreOnlyNear() {
    assertThat(failuresOf(BrokenStores.NearMeasures.class))
        .containsExactlyInAnyOrder("measuresDurations", "measuresTheNumbersOfData");
  }

  @Test
  void catchesFacetsThatLackAValue() {
    assertThat(failuresOf(BrokenStores.ShortFacets.class))
        .containsExactly("countsTheValuesOfSeveralFieldsAtOnce");
  }

  @Test
  @Timeout(30)
  void catchesAStoreThatAnswersWhatWasGivenUp() {
    assertThat(failuresOf(BrokenStores.Untiring.class))
        .containsExactlyInAnyOrder(
            "answersNoQuestionThatWasGivenUpBefore",
            "endsTheQuestionsThatAreGivenUp",
            "endsAQuestionThatTakesTooLong");
  }

  @Test
  void catchesADryRunThatRemoves() {
    assertThat(failuresOf(BrokenStores.WetRun.class))
        .contains("purgesWhatHappenedBeforeATime")
        .doesNotContain("comparesDataAndContext");
  }

  @Test
  void catchesRemovalThatCannotBeStopped() {
    assertThat(failuresOf(BrokenStores.Unstoppable.class))
        .contains("stopsRemovingWhenItsThreadIsInterrupted")
        .doesNotContain("comparesDataAndContext");
  }

  private static Set<String> failuresOf(Class<? extends EventStoreContract> contract) {
    Events tests =
        EngineTestKit.engine("junit-jupiter")
            .selectors(selectClass(contract))
            .execute()
            .testEvents();
    assertThat(tests.finished().count()).as("tests that ran").isGreaterThan(20);
    return tests.failed().stream()
        .map(event -> event.getTestDescriptor().getDisplayName().replace("()", ""))
        .collect(Collectors.toSet());
  }
}
