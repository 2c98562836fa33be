package dev.eventlogger.server.intake;

import static org.assertj.core.api.Assertions.assertThat;

import dev.eventlogger.event.EventDraft;
import dev.eventlogger.event.Outcome;
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
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** Says what does not come of pages, once it has not come for minutes. */
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
      saw("a", 6); // missing when it looks, but not when it looked last
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

  private void pass(Duration time) {
    clock.addAndGet(time.toNanos());
  }

  private void saw(String page, long seq) {
    EventDraft draft = EventDraft.blank().name("x");
    draft.context(Map.of("client", Map.of("page", page, "seq", seq)));
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
    gaps.saw(
        List.of(new SentEvent(new Reading.Read(draft), null, null)),
        List.of(new Verdict(Outcome.Accepted.ACCEPTED, false)),
        caller);
  }
}
