package dev.eventlogger.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.eventlogger.event.Event;
import dev.eventlogger.event.EventDraft;
import dev.eventlogger.query.Bucket;
import dev.eventlogger.query.Cancellation;
import dev.eventlogger.query.EventFilter;
import dev.eventlogger.query.Spans;
import dev.eventlogger.query.UsageQuery;
import dev.eventlogger.query.UsageRow;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SpansTest {

  /** A span of the zone begins before the first year, or ends after the last. */
  @ParameterizedTest
  @CsvSource({
    "9999-12-31T23:59:59Z, Europe/Berlin",
    "9999-12-31T22:59:59Z, Europe/Berlin",
    "9999-12-31T23:59:59Z, America/New_York",
    "0000-01-01T00:00:00Z, Europe/Berlin",
    "0000-01-01T00:00:00Z, America/New_York"
  })
  void countEventsAtTheEdgesOfTime(Instant time, ZoneId zone) throws Exception {
    InMemoryEventLogger sink = new InMemoryEventLogger();
    sink.log(List.of(Event.of(EventDraft.named("never").createdAt(time))));
    InMemoryEventStore store = new InMemoryEventStore(sink);

    for (Bucket bucket : List.of(Bucket.DAY, Bucket.WEEK, Bucket.MONTH)) {
      UsageQuery query = new UsageQuery(EventFilter.ALL, bucket, null, 20);
      assertThat(new Spans(zone).count(store, query, Cancellation.withoutTimeout()))
          .singleElement()
          .extracting(UsageRow::events)
          .isEqualTo(1L);
    }
  }
}
