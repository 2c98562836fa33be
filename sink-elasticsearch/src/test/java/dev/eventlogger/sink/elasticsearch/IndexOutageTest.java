package dev.eventlogger.sink.elasticsearch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import co.elastic.clients.elasticsearch.ElasticsearchClient;
import co.elastic.clients.elasticsearch.core.BulkRequest;
import co.elastic.clients.elasticsearch.core.BulkResponse;
import co.elastic.clients.elasticsearch.core.bulk.BulkOperation;
import co.elastic.clients.elasticsearch.core.bulk.BulkResponseItem;
import co.elastic.clients.elasticsearch.core.bulk.OperationType;
import dev.eventlogger.event.Event;
import dev.eventlogger.event.EventDraft;
import dev.eventlogger.spi.DeliveryResult;
import dev.eventlogger.spi.Rejected;
import dev.eventlogger.spi.SinkException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** How long events wait for an index that takes none, and when that counts as a general outage. */
final class IndexOutageTest {

  private final ElasticsearchClient client = mock();
  private final Map<String, String> faults = new HashMap<>();
  private Instant now = Instant.parse("2026-11-21T12:00:00Z");
  private final Event young = Event.of(EventDraft.named("young").createdAt(now));
  private final Event old =
      Event.of(EventDraft.named("old").createdAt(Instant.parse("2026-01-01T00:00:00Z")));
  private Bulk bulk;

  @BeforeEach
  void setUp() throws Exception {
    when(client.bulk(any(BulkRequest.class))).thenAnswer(call -> answer(call.getArgument(0)));
    bulk =
        new Bulk(
            new Cluster(client, mock(), "search:9200"),
            Destination.indices("a-{yyyy.MM.dd}", "log"),
            new DocumentWriter(TypedData.NONE),
            new Admission(null, null, () -> now),
            () -> now,
            1_000_000);
  }

  @Test
  void waitsAWhileForAnOldIndexAndThenGoesOnWithoutIt() throws Exception {
    faults.put("a-2026.01.01", "cluster_block_exception");
    assertThat(bulk.send(List.of(young, old))).isEqualTo(DeliveryResult.retry(List.of(old)));
    assertThatThrownBy(() -> bulk.send(List.of(old)))
        .isInstanceOf(SinkException.class)
        .hasMessageContaining("a-2026.01.01: answered 403, cluster_block_exception");

    now = now.plus(BulkOutcome.PATIENCE);

    assertThat(bulk.send(List.of(old)).rejected())
        .containsExactly(
            new Rejected(
                old,
                "a-2026.01.01 takes nothing: Elasticsearch answered 403, cluster_block_exception;"
                    + " then send it again"));
    assertThat(bulk.send(List.of(old)).rejected()).as("the next at once").hasSize(1);
  }

  @Test
  void keepsTheEventsOfAnOldIndexWhileThePresentOneTakesNothingEither() throws Exception {
    faults.put("a-2026.01.01", "cluster_block_exception");
    faults.put("a-2026.11.21", "cluster_block_exception");
    for (int i = 0; i < 3; i++) {
      assertThatThrownBy(() -> bulk.send(List.of(young, old))).isInstanceOf(SinkException.class);
      now = now.plus(BulkOutcome.PATIENCE);
    }
    faults.clear();

    assertThat(bulk.send(List.of(young, old))).isEqualTo(DeliveryResult.DELIVERED);
  }

  @Test
  void neverGivesUpWhatThePresentIndexDoesNotTake() throws Exception {
    bulk.send(List.of(young));
    for (String type : List.of("cluster_block_exception", "validation_exception")) {
      faults.put("a-2026.11.21", type);
      for (int i = 0; i < 3; i++) {
        assertThatThrownBy(() -> bulk.send(List.of(young))).isInstanceOf(SinkException.class);
        now = now.plus(Duration.ofHours(1));
      }
    }
  }

  @Test
  void keepsWhatIsLeftOfYesterdayWhereTodayHasNoPlaceEither() throws Exception {
    faults.put("a-2026.11.21", "validation_exception");
    faults.put("a-2026.11.22", "validation_exception");
    now = now.plus(Duration.ofDays(1));
    Event today = Event.of(EventDraft.named("today").createdAt(now));
    for (int i = 0; i < 3; i++) {
      assertThatThrownBy(() -> bulk.send(List.of(young, today))).isInstanceOf(SinkException.class);
      now = now.plus(Duration.ofMinutes(1));
    }
  }

  @Test
  void beginsToWaitAnewWhereAnIndexHasTakenSomething() throws Exception {
    faults.put("a-2026.01.01", "index_closed_exception");
    bulk.send(List.of(young, old));
    faults.clear();
    now = now.plus(BulkOutcome.PATIENCE);
    assertThat(bulk.send(List.of(young, old))).isEqualTo(DeliveryResult.DELIVERED);
    faults.put("a-2026.01.01", "index_closed_exception");

    assertThat(bulk.send(List.of(young, old))).isEqualTo(DeliveryResult.retry(List.of(old)));
  }

  @Test
  void givesUpFewEventsThatAnIndexRefusesAlone() throws Exception {
    bulk.send(List.of(young));
    faults.put("a-2026.11.21", "some_exception");
    List<Event> events =
        IntStream.range(0, 4)
            .mapToObj(i -> Event.of(EventDraft.named("n" + i).createdAt(now)))
            .toList();
    assertThatThrownBy(() -> bulk.send(events.subList(0, 1)))
        .isInstanceOf(SinkException.class)
        .hasMessageContaining("answered 400, some_exception");
    now = now.plus(BulkOutcome.PATIENCE);
    for (Event event : events.subList(0, 3)) {
      assertThat(bulk.send(List.of(event)).rejected()).extracting(Rejected::event).contains(event);
    }
    assertThatThrownBy(() -> bulk.send(events.subList(3, 4)))
        .as("four in a row are no event's fault")
        .isInstanceOf(SinkException.class);
    faults.clear();

    assertThat(bulk.send(events.subList(3, 4))).isEqualTo(DeliveryResult.DELIVERED);
  }

  @Test
  void keepsEveryEventThatAnIndexNeverTookOneOf() {
    faults.put("a-2026.11.21", "some_exception");
    for (int i = 0; i < 3; i++) {
      assertThatThrownBy(() -> bulk.send(List.of(young))).isInstanceOf(SinkException.class);
      now = now.plus(Duration.ofHours(1));
    }
  }

  private BulkResponse answer(BulkRequest request) {
    List<BulkResponseItem> items = new ArrayList<>();
    for (BulkOperation operation : request.operations()) {
      String index = String.valueOf(operation.create().index());
      String fault = faults.get(index);
      items.add(
          BulkResponseItem.of(
              item -> {
                item.operationType(OperationType.Create).index(index).id(operation.create().id());
                item.status(fault == null ? 201 : fault.startsWith("cluster") ? 403 : 400);
                return fault == null ? item : item.error(error -> error.type(fault));
              }));
    }
    return BulkResponse.of(r -> r.errors(!faults.isEmpty()).took(1).items(items));
  }
}
