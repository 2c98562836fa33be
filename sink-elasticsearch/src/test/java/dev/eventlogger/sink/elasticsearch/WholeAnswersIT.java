package dev.eventlogger.sink.elasticsearch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.eventlogger.event.Event;
import dev.eventlogger.event.EventDraft;
import dev.eventlogger.event.EventType;
import dev.eventlogger.query.EventFilter;
import dev.eventlogger.query.EventQuery;
import dev.eventlogger.query.Field;
import dev.eventlogger.query.Removal;
import dev.eventlogger.query.StoreException;
import dev.eventlogger.query.UsageQuery;
import dev.eventlogger.query.UsageRow;
import dev.eventlogger.spi.SinkException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** If some of a log's indices cannot be read, no answer is given, and nothing is removed. */
@Timeout(180)
final class WholeAnswersIT {

  private static final TestServer SERVER = TestServer.shared();
  private static final Instant OLD = Instant.parse("2020-05-01T10:00:00Z");
  private static final Instant BETWEEN = Instant.parse("2021-01-01T00:00:00Z");
  private static final String OLD_DAY = "2020.05.01";

  private final TestIndices indices = new TestIndices(SERVER, "whole");
  private final Map<String, Object> settings = indices.settings();
  private final Event young = event("young", Instant.now());

  private static Event event(String name, Instant time) {
    return Event.of(EventDraft.named(name).uid("ada").createdAt(time).data(Map.of("n", 1)));
  }

  @Test
  void namesAnIndexThatIsClosedUnlessItsTimeIsNotAskedFor() throws Exception {
    write(event("old", OLD), young);
    SERVER.ask("POST", "/" + indices.of(OLD_DAY) + "/_close", "");

    assertNothingIsAnswered(indices.of(OLD_DAY) + " is closed; open it");
    SERVER.ask("POST", "/" + indices.of(OLD_DAY) + "/_open?wait_for_active_shards=1", "");
    assertThat(indices.count()).as("and nothing is removed").isEqualTo(2);
  }

  @Test
  void namesAnIndexThatHasNoShard() throws Exception {
    write(young);
    String red = makeIndexWithoutAShard();
    try (OpenStore store = OpenStore.with(settings)) {
      // Each of them waits for some seconds.
      List<CompletableFuture<Void>> answers =
          OwnIndicesIT.questions(store.store()).stream()
              .map(
                  question ->
                      CompletableFuture.runAsync(question, task -> new Thread(task).start()))
              .toList();
      for (CompletableFuture<Void> answer : answers) {
        assertThatThrownBy(answer::join)
            .cause()
            .isInstanceOf(StoreException.class)
            .hasMessageStartingWith("127.0.0.1:" + SERVER.port())
            .hasMessageContaining("not all events can be read")
            .hasMessageContaining(red);
      }
      SERVER.ask("DELETE", "/" + red, "");

      assertThat(store.all()).as("and nothing is removed").containsExactly(young);
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void waitsForTheShardOfAnIndexThatIsJustBeingMade(boolean isTheOnlyOne) throws Exception {
    if (isTheOnlyOne) {
      OpenSink.with(settings).close(); // creates the template
    } else {
      write(young);
    }
    try (OpenStore store = OpenStore.with(settings)) {
      for (Runnable question : OwnIndicesIT.questions(store.store())) {
        String red = makeIndexWithoutAShard();
        CompletableFuture<?> placed =
            CompletableFuture.runAsync(
                () -> givePlace(red),
                CompletableFuture.delayedExecutor(700, TimeUnit.MILLISECONDS));
        question.run();
        placed.join();
        SERVER.ask("DELETE", "/" + red + "?ignore_unavailable=true", "");
      }
    }
  }

  @Test
  void namesTheOnlyIndexWhereThatHasNoShard() throws Exception {
    String red = makeIndexWithoutAShard();
    try (OpenStore store = OpenStore.with(settings)) {
      assertThatThrownBy(store::all)
          .isInstanceOf(StoreException.class)
          .hasMessageEndingWith("not all events can be read: no answer from " + red);
    } finally {
      // With it, a server does not count as started.
      SERVER.ask("DELETE", "/" + red, "");
    }
  }

  private String makeIndexWithoutAShard() throws Exception {
    String red = indices.of(OLD_DAY);
    SERVER.ask(
        "PUT",
        "/" + red + "?wait_for_active_shards=0",
        "{\"settings\":{\"index.routing.allocation.require.x\":\"nowhere\"}}");
    return red;
  }

  private static void givePlace(String red) {
    try {
      SERVER.ask("PUT", "/" + red + "/_settings", "{\"index.routing.allocation.require.x\":null}");
    } catch (Exception e) {
      throw new AssertionError(e);
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {"@timestamp":{"type":"text"},"event":{"properties":{"id":{"type":"keyword"}}}} | @timestamp as text, not as date_nanos
          {"@timestamp":{"type":"date"},"event":{"properties":{"id":{"type":"keyword"}}}} | @timestamp as date, not as date_nanos
          {"@timestamp":{"type":"date_nanos"},"event":{"properties":{"id":{"type":"text"}}}} | event.id as text, not as keyword
          {"@timestamp":{"type":"date_nanos"}} | event.id as unmapped, not as keyword
          """)
  void namesAnIndexWithAnotherMappingAndTheField(String properties, String field) throws Exception {
    String foreign = indices.of(OLD_DAY);
    SERVER.ask(
        "PUT",
        "/" + foreign,
        "{\"mappings\":{\"dynamic\":false,\"properties\":" + properties + "}}");
    write(event("old", OLD), young);

    boolean isTime = field.startsWith("@timestamp");
    if (!isTime) {
      assertNothingIsAnswered(foreign + " has the field " + field);
    }
    try (OpenStore store = OpenStore.with(settings)) {
      assertThatThrownBy(() -> store.store().purge(BETWEEN, Removal.IN_CHUNKS))
          .isInstanceOf(StoreException.class)
          .hasMessageContaining(foreign + " has the field " + field)
          .hasMessageContaining("another template made it");
      assertThatThrownBy(store::all).hasMessageContaining(foreign + " has the field " + field);
    }
    assertThat(SERVER.ask("GET", "/" + foreign + "/_count", "")).contains("\"count\":1");
  }

  @Test
  void answersWhatDoesNotLookAtTheFieldsOfAnotherMapping() throws Exception {
    String foreign = indices.of(OLD_DAY);
    SERVER.ask(
        "PUT",
        "/" + foreign,
        "{\"mappings\":{\"properties\":{\"event\":{\"properties\":{\"id\":{\"type\":\"keyword\"}}}"
            + ",\"user\":{\"properties\":{\"id\":{\"type\":\"keyword\"}}}}}}");
    write(event("old", OLD), young);
    try (OpenStore store = OpenStore.with(settings)) {
      assertThat(store.store().erase("ada", Removal.DRY_RUN)).isEqualTo(2);
      assertThat(store.store().erase("ada", Removal.IN_CHUNKS)).isEqualTo(2);
    }
  }

  @Test
  void countsMoreUsersThanAPageOfTheServersCountsHas() throws Exception {
    List<Event> events =
        IntStream.range(0, 10_050)
            .mapToObj(i -> Event.of(EventDraft.of(EventType.CLICK).uid("user-" + i)))
            .toList();
    write(events.toArray(Event[]::new));
    try (OpenStore store = OpenStore.with(settings)) {
      assertThat(store.count())
          .extracting(UsageRow::events, UsageRow::users)
          .containsExactly(10_050L, 10_050L);
      assertThat(store.store().usage(new UsageQuery(EventFilter.ALL, null, Field.UID, 10_000)))
          .hasSize(10_000);
    }
  }

  @Test
  void purgesAsManyAsItCountsWhileOthersWrite() throws Exception {
    write(event("old", OLD));
    AtomicBoolean isOver = new AtomicBoolean();
    AtomicLong written = new AtomicLong(1);
    CountDownLatch writing = new CountDownLatch(1);
    CompletableFuture<Void> writer =
        CompletableFuture.runAsync(() -> writeOn(isOver, written, writing));
    writing.await();
    long purged = 0;
    try (OpenStore store = OpenStore.with(settings)) {
      for (int i = 0; i < 5; i++) {
        purged += store.store().purge(BETWEEN, Removal.IN_CHUNKS);
      }
      isOver.set(true);
      writer.join();
      purged += store.store().purge(BETWEEN, Removal.IN_CHUNKS);
      assertThat(store.all()).isEmpty();
    }
    assertThat(purged).as("all that were written, and all are gone").isEqualTo(written.get());
  }

  /** Writes old events; those that hit an index that is just being purged are sent again. */
  private void writeOn(AtomicBoolean isOver, AtomicLong written, CountDownLatch writing) {
    try (OpenSink sink = OpenSink.with(settings)) {
      // A purge by ids ends when there are no more.
      for (int batch = 0; batch < 100 && !isOver.get(); batch++) {
        List<Event> left = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
          left.add(event("old", OLD.plusMillis(i)));
        }
        written.addAndGet(left.size());
        while (!left.isEmpty()) {
          try {
            left = new ArrayList<>(sink.log(left).retry());
          } catch (SinkException e) {
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(5));
          }
        }
        writing.countDown();
      }
    } catch (Exception e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void purgesWithoutThePrivilegeToBlockAnIndex() throws Exception {
    write(event("old", OLD), young);
    SERVER.setRole(
        "purger",
        "{\"indices\":[{\"names\":[\""
            + indices.all()
            + "\"],\"privileges\":[\"read\",\"view_index_metadata\",\"delete\",\"maintenance\"]}]}");
    SERVER.setUser("purger", "some-password", "purger");
    try (OpenStore store =
        OpenStore.with(indices.settings(Map.of("http_auth", "purger:some-password")))) {
      assertThat(store.store().purge(BETWEEN, Removal.IN_CHUNKS)).isEqualTo(1);
      assertThat(store.all()).containsExactly(young);
    }
  }

  @Test
  void leavesTheBlockThatSomebodyElsePutOnAnIndexItDoesNotDelete() throws Exception {
    write(event("old", OLD));
    String index = indices.of(OLD_DAY);
    SERVER.ask("POST", "/" + index + "/_doc?refresh=true", "{\"somebody\":\"else\"}");
    SERVER.ask("PUT", "/" + index + "/_block/write", "");
    try (OpenStore store = OpenStore.with(settings)) {
      assertThatThrownBy(() -> store.store().purge(BETWEEN, Removal.IN_CHUNKS))
          .isInstanceOf(StoreException.class)
          .hasMessageContaining("blocked by");
    }
    assertThat(SERVER.ask("GET", "/" + index + "/_settings", "")).contains("\"write\":\"true\"");
  }

  @Test
  void deletesWhatWasWrittenWithARouting() throws Exception {
    OpenSink.with(settings).close();
    SERVER.ask(
        "PUT",
        "/" + indices.of(OLD_DAY),
        "{\"settings\":{\"number_of_shards\":5,\"number_of_routing_shards\":5}}");
    Event old = event("old", OLD);
    write(old);
    String index = indices.of(OLD_DAY);
    String id = old.id().toString();
    SERVER.ask("DELETE", "/" + index + "/_doc/" + id, "");
    for (String routing : List.of("a", "b", "c", "d")) {
      SERVER.ask(
          "PUT",
          "/" + index + "/_doc/" + id + routing + "?refresh=true&routing=" + routing,
          "{\"event\":{\"id\":\"" + id + "\"},\"user\":{\"id\":\"ada\"}}");
    }
    try (OpenStore store = OpenStore.with(settings)) {
      assertThat(store.store().erase("ada", Removal.IN_CHUNKS)).isEqualTo(4);
      assertThat(store.store().erase("ada", Removal.DRY_RUN)).isZero();
    }
  }

  private void write(Event... events) throws Exception {
    try (OpenSink sink = OpenSink.with(settings)) {
      assertThat(sink.log(events).rejected()).isEmpty();
    }
    indices.refresh();
  }

  /** An unreadable index of the old time makes every question fail that includes its events. */
  private void assertNothingIsAnswered(String why) throws Exception {
    try (OpenStore store = OpenStore.with(settings)) {
      for (Runnable question : OwnIndicesIT.questions(store.store())) {
        assertThatThrownBy(question::run)
            .isInstanceOf(StoreException.class)
            .hasMessageStartingWith("127.0.0.1:" + SERVER.port())
            .hasMessageContaining("not all events can be read: " + why);
      }
      EventFilter lately =
          new EventFilter(Instant.now().minus(Duration.ofDays(2)), null, List.of());
      assertThat(store.store().find(EventQuery.of(lately)).events()).containsExactly(young);
      assertThat(store.store().usage(UsageQuery.of(lately)).get(0).events()).isEqualTo(1);
    }
  }
}
