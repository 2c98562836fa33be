package dev.eventlogger.server.intake;

import static org.assertj.core.api.Assertions.assertThat;

import dev.eventlogger.event.EventDraft;
import dev.eventlogger.event.Outcome;
import dev.eventlogger.event.Problem;
import dev.eventlogger.event.Reading;
import dev.eventlogger.formats.dialect.SentEvent;
import dev.eventlogger.formats.dialect.Verdict;
import dev.eventlogger.server.trust.Caller;
import dev.eventlogger.server.trust.Restrictions;
import dev.eventlogger.server.trust.Scope;
import dev.eventlogger.server.trust.Trust;
import dev.eventlogger.testing.LogRecords;
import java.net.InetAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** Reports events of pages that do not arrive, once they have been missing for minutes. */
class ClientGapsTest {

  private final AtomicLong clock = new AtomicLong();
  private final ClientGaps gaps = new ClientGaps(clock::get);

  @Test
  void saysSoOnceOfWhatHasBeenMissingAllTheTime() {
    try (LogRecords log = new LogRecords(ClientGaps.class.getName())) {
      saw("a", 1);
      saw("a", 5);
      assertThat(log.messages()).isEmpty();
      pass(Duration.ofMinutes(5));
      saw("a", 6); // missing now, but not at the last look
      pass(Duration.ofMinutes(5));
      saw("a", 7);
      pass(Duration.ofMinutes(5));
      saw("a", 8);

      assertThat(log.messages())
          .containsExactly(
              "client gaps: 3 events of pages have not come, though later ones of the same pages"
                  + " have for minutes; docs/client.md says what is lost when");
    }
  }

  @Test
  void isSilentAboutWhatComesLate() {
    try (LogRecords log = new LogRecords(ClientGaps.class.getName())) {
      saw("a", 1);
      pass(Duration.ofMinutes(6));
      saw("a", 4);
      saw("a", 2);
      saw("a", 3);
      pass(Duration.ofMinutes(6));
      saw("a", 5);

      assertThat(gaps.missing()).isZero();
      assertThat(log.messages()).isEmpty();
    }
  }

  @Test
  void forgetsThePageThatWasHeardOfLeastRecently() {
    saw("first", 1);
    for (int i = 0; i < 4096; i++) {
      saw("other" + i, 1);
    }
    saw("first", 9);
    saw("other4095", 3);

    assertThat(gaps.missing()).isEqualTo(1);
  }

  /** One request may claim large gaps for many pages. */
  @Test
  void doesNotBelieveMoreOfARequestThanItsBound() {
    List<SentEvent> made = new ArrayList<>();
    for (int page = 0; page < 100; page++) {
      made.add(event("p" + page, 1));
      made.add(event("p" + page, 10_000));
    }
    saw(made);

    assertThat(gaps.missing()).isEqualTo(20_000);
  }

  @Test
  void saysAgainWhatIsMissingAfterAllThatWasMissingHasCome() {
    try (LogRecords log = new LogRecords(ClientGaps.class.getName())) {
      saw("a", 1);
      saw("a", 5);
      passAndLook();
      passAndLook();
      assertThat(log.messages()).hasSize(1);
      saw("a", 2);
      saw("a", 3);
      saw("a", 4);
      passAndLook();
      saw("a", 7);
      passAndLook();
      passAndLook();

      assertThat(log.messages()).hasSize(2);
      assertThat(log.messages().get(1)).contains(" 1 events ");
    }
  }

  private void passAndLook() {
    pass(Duration.ofMinutes(5));
    saw("another", 1);
  }

  @Test
  void missesNothingThatCameAndCouldNotBeRead() {
    saw("a1", 1);
    saw(List.of(refused("a1-2")));
    saw("a1", 3);

    assertThat(gaps.missing()).isZero();
  }

  @Test
  void takesNoIdOfOthersForAPage() {
    saw(List.of(refused("order-1"), refused("order-9"), refused("-"), refused("a-1e5")));
    saw("order", 20);

    assertThat(gaps.missing()).isZero();
  }

  private static SentEvent refused(String id) {
    return new SentEvent(Reading.refused(new Problem("/extra", "is unknown")), id, null);
  }

  private void pass(Duration time) {
    clock.addAndGet(time.toNanos());
  }

  private void saw(String page, long seq) {
    saw(List.of(event(page, seq)));
  }

  private static SentEvent event(String page, long seq) {
    EventDraft draft = EventDraft.blank().name("x");
    draft.context(Map.of("client", Map.of("page", page, "seq", seq)));
    return new SentEvent(new Reading.Read(draft), null, null);
  }

  private void saw(List<SentEvent> events) {
    Caller caller =
        new Caller(
            "pages",
            Trust.CLIENT,
            null,
            null,
            Set.of(Scope.WRITE),
            Restrictions.NONE,
            InetAddress.getLoopbackAddress(),
            null,
            false);
    Verdict taken = new Verdict(Outcome.Accepted.ACCEPTED, false);
    gaps.saw(events, Collections.nCopies(events.size(), taken), caller);
  }
}
