package dev.eventlogger.sink.cloudwatch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.eventlogger.event.Event;
import dev.eventlogger.event.EventDraft;
import dev.eventlogger.query.EventFilter;
import dev.eventlogger.query.EventQuery;
import dev.eventlogger.query.Sort;
import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class PageTest {

  private static Event event(String message) {
    return Event.of(
        EventDraft.named("x")
            .trustedId(new UUID(0x7000L, 0x8000000000000001L))
            .createdAt(Instant.EPOCH)
            .message(message));
  }

  /** Somebody puts a changed copy beside an event, and a verification must see both. */
  @Test
  void hasBothOfTwoThatShareOnlyTheirIdAndTime() {
    Page page = new Page(new EventQuery(EventFilter.ALL, Sort.EARLIEST_FIRST, 10, null));
    page.add(event("it was so"));
    page.add(event("it was other"));
    page.add(event("it was so"));

    assertThat(page.toEventPage().events())
        .extracting(Event::message)
        .containsExactly("it was other", "it was so");
  }
}
