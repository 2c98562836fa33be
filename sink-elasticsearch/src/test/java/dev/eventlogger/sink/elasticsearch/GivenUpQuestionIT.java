package dev.eventlogger.sink.elasticsearch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.eventlogger.config.Section;
import dev.eventlogger.event.Event;
import dev.eventlogger.event.EventDraft;
import dev.eventlogger.query.Cancellation;
import dev.eventlogger.query.Condition;
import dev.eventlogger.query.EventFilter;
import dev.eventlogger.query.EventQuery;
import dev.eventlogger.query.Field;
import dev.eventlogger.query.Operator;
import dev.eventlogger.query.QueryCancelledException;
import dev.eventlogger.query.UsageQuery;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BiConsumer;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.Timeout;

/** A cancelled search ends on the server. */
@Timeout(180)
@TestInstance(Lifecycle.PER_CLASS) // the index is filled once
final class GivenUpQuestionIT {

  private static final TestServer SERVER = TestServer.shared();
  private static final int EVENTS = 3_000;
  private static final int CONDITIONS = 100;
  private static final Duration SOON = Duration.ofSeconds(1);

  private final TestIndices indices = new TestIndices(SERVER, "givenup");

  /** Long messages, which each condition makes the server read to their ends. */
  @BeforeAll
  void write() throws Exception {
    String ending =
        IntStream.range(0, CONDITIONS).mapToObj(i -> "m" + i + "x").collect(Collectors.joining());
    ElasticsearchEventLogger sink = new ElasticsearchEventLogger();
    sink.open(Section.of("givenup", indices.settings()));
    List<Event> events = new ArrayList<>();
    for (int i = 0; i < EVENTS; i++) {
      events.add(
          Event.of(
              EventDraft.named("slow")
                  .createdAt(Instant.parse("2026-05-01T00:00:00Z"))
                  .message(i + "abcdefgh".repeat(900) + ending)));
    }
    for (int from = 0; from < EVENTS; from += 500) {
      sink.log(events.subList(from, from + 500));
    }
    sink.close();
    indices.refresh();
  }

  private static EventFilter slow() {
    return new EventFilter(
        null,
        null,
        IntStream.range(0, CONDITIONS)
            .mapToObj(i -> Condition.of(Field.MESSAGE, Operator.CONTAINS, "m" + i + "x"))
            .toList());
  }

  private boolean isSearching() {
    return SERVER
        .ask("GET", "/_tasks?actions=indices:data/read/*search*&detailed", "")
        .contains(indices.start());
  }

  private void await(boolean isSearching, Duration patience) {
    long deadline = System.nanoTime() + patience.toNanos();
    while (isSearching() != isSearching) {
      assertThat(System.nanoTime()).as("time until searching: " + isSearching).isLessThan(deadline);
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(10));
    }
  }

  @Test
  void endsACount() throws Exception {
    UsageQuery usage = new UsageQuery(slow(), null, Field.NAME, 20);
    ends((store, cancellation) -> store.usage(usage, cancellation));
  }

  @Test
  void endsASearch() throws Exception {
    ends((store, cancellation) -> store.find(EventQuery.of(slow()), cancellation));
  }

  private void ends(BiConsumer<ElasticsearchEventStore, Cancellation> question) throws Exception {
    Cancellation cancellation = Cancellation.withoutTimeout();
    ExecutorService thread = Executors.newSingleThreadExecutor();
    try (OpenStore store = OpenStore.with(indices.settings())) {
      Future<?> asking = thread.submit(() -> question.accept(store.store(), cancellation));
      await(true, Duration.ofSeconds(60));
      cancellation.cancel();
      await(false, SOON);

      assertThatThrownBy(() -> asking.get(SOON.toMillis(), TimeUnit.MILLISECONDS))
          .hasCauseInstanceOf(QueryCancelledException.class);
      assertThat(store.count().events()).isEqualTo(EVENTS);
    } finally {
      thread.shutdownNow();
    }
  }
}
