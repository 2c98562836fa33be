package dev.eventlogger.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.platform.testkit.engine.EngineTestKit;
import org.junit.platform.testkit.engine.Events;

/** Runs the contract against sinks that are each broken in one way. */
final class EventLoggerContractTest {

  @Test
  void passesASinkThatIsRight() {
    assertThat(failuresOf(Contracts.Right.class)).isEmpty();
  }

  @Test
  void passesASinkThatTellsRepeatsApart() {
    assertThat(failuresOf(Contracts.Idempotent.class)).isEmpty();
  }

  @Test
  void passesASinkThatAsksForSomeEventsAgain() {
    assertThat(failuresOf(Contracts.SmallSips.class)).isEmpty();
  }

  @Test
  void catchesEventsThatAreDropped() {
    assertThat(failuresOf(Contracts.Dropping.class))
        .hasEntrySatisfying(
            "deliversAThousandEventsInOrder",
            message -> assertThat(message).contains("how many events arrived", "1000", "999"))
        .doesNotContainKey("deliversOneEvent");
  }

  @Test
  void catchesEventsInAnotherOrder() {
    assertThat(failuresOf(Contracts.Reversing.class))
        .hasEntrySatisfying(
            "deliversAThousandEventsInOrder",
            message -> assertThat(message).contains("event 1 of 1000", "another order"))
        .doesNotContainKey("deliversOneEvent");
  }

  @Test
  void catchesTextThatIsMangled() {
    assertThat(failuresOf(Contracts.Mangling.class))
        .hasEntrySatisfying(
            "deliversAwkwardText",
            message ->
                assertThat(message)
                    .contains(
                        "changed: /uid is first\\u000asecond\\u000athird",
                        "sent was first\\u000asecond\\u000d\\u000a"))
        .doesNotContainKey("deliversAThousandEventsInOrder");
  }

  @Test
  void catchesAnUnknownSettingThatIsIgnored() {
    assertThat(failuresOf(Contracts.Careless.class))
        .containsOnlyKeys("refusesAnUnknownSettingByItsName");
  }

  @Test
  void catchesACloseThatNeedsAnOpen() {
    assertThat(failuresOf(Contracts.Fragile.class))
        .containsOnlyKeys(
            "closesWithoutHavingBeenOpened", "closesAfterOpeningFailed", "closesTwice");
  }

  @Test
  void catchesEventsThatAreRepeated() {
    assertThat(failuresOf(Contracts.Repeating.class))
        .containsKeys("deliversOneEvent", "deliversAThousandEventsInOrder");
  }

  @Test
  void catchesRepeatsWhereNoneAreToBeSeen() {
    assertThat(failuresOf(Contracts.Forgetful.class))
        .containsOnlyKeys("survivesRedeliveryOfABatch");
  }

  @Test
  void catchesABatchThatIsDeliveredLater() {
    assertThat(failuresOf(Contracts.Late.class))
        .hasEntrySatisfying(
            "deliversOneEvent", message -> assertThat(message).contains("how many events arrived"));
  }

  @Test
  void catchesABatchThatIsChanged() {
    assertThat(failuresOf(Contracts.Sorting.class)).containsKey("deliversAThousandEventsInOrder");
  }

  @Test
  void catchesRejectionOfOrdinaryEvents() {
    assertThat(failuresOf(Contracts.Picky.class))
        .hasEntrySatisfying(
            "deliversOneEvent", message -> assertThat(message).contains("rejected by the sink"))
        .doesNotContainKeys("deliversOrRejectsNul", "deliversOrRejectsEventsFromOtherDays");
  }

  @Test
  void catchesANameThatIsNotLegal() {
    assertThat(failuresOf(Contracts.Misnamed.class)).containsKey("hasALegalNameBeforeItIsOpen");
  }

  @Test
  void catchesASinkThatIsNotRegistered() {
    assertThat(failuresOf(Contracts.Unregistered.class))
        .containsOnlyKeys("isFoundByServiceLoaderUnderItsName");
  }

  @Test
  void catchesAThreadThatIsLeftBehind() {
    assertThat(failuresOf(Contracts.Lingering.class))
        .containsOnlyKeys("leavesNoThreadThatKeepsTheApplicationFromEnding");
  }

  /** The name of each test that failed, and its message. */
  private static Map<String, String> failuresOf(Class<? extends EventLoggerContract> contract) {
    Events tests =
        EngineTestKit.engine("junit-jupiter")
            .selectors(selectClass(contract))
            .execute()
            .testEvents();
    assertThat(tests.finished().count()).as("tests that ran").isGreaterThan(15);
    return tests.failed().stream()
        .collect(
            Collectors.toMap(
                event -> event.getTestDescriptor().getDisplayName().replace("()", ""),
                event -> event.getPayload().toString()));
  }
}
