package dev.eventlogger.sink.elasticsearch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import co.elastic.clients.elasticsearch.ElasticsearchClient;
import co.elastic.clients.elasticsearch.core.BulkRequest;
import co.elastic.clients.elasticsearch.core.BulkResponse;
import co.elastic.clients.elasticsearch.core.bulk.BulkResponseItem;
import co.elastic.clients.elasticsearch.core.bulk.OperationType;
import dev.eventlogger.event.Event;
import dev.eventlogger.spi.DeliveryResult;
import dev.eventlogger.spi.Rejected;
import dev.eventlogger.spi.SinkException;
import dev.eventlogger.spi.SinkException.Kind;
import java.time.InstantSource;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the client may throw that no server can be made to cause. */
final class ClientFaultsTest {

  private final ElasticsearchClient client = mock();
  private final List<Event> events = OpenSink.clicks(3);
  private Bulk bulk;

  @BeforeEach
  void setUp() {
    Destination destination = Destination.indices("a", "log");
    InstantSource clock = InstantSource.system();
    bulk =
        new Bulk(
            new Cluster(client, mock(), "search:9200"),
            destination,
            new DocumentWriter(TypedData.NONE),
            new Admission(null, null, clock),
            clock,
            1_000_000);
  }

  @Test
  void sendsAgainWhatTheClientCouldNotSend() throws Exception {
    when(client.bulk(any(BulkRequest.class))).thenThrow(new IllegalStateException("secret"));

    SinkException failure = catchThrowableOfType(SinkException.class, () -> bulk.send(events));

    assertThat(failure.kind()).isEqualTo(Kind.UNAVAILABLE);
    assertThat(failure)
        .hasMessage("search:9200, a: does not answer: IllegalStateException")
        .hasNoCause();
  }

  @Test
  void sendsAgainWhereTheAnswerIsAboutOtherDocuments() throws Exception {
    answers(List.of(item(events.get(1), 201, null)));

    SinkException failure = catchThrowableOfType(SinkException.class, () -> bulk.send(events));

    assertThat(failure.kind()).isEqualTo(Kind.UNAVAILABLE);
  }

  @ParameterizedTest
  @ValueSource(ints = {429, 500, 502, 503, 504})
  void sendsOnlyTheDocumentsAgainThatFailed(int status) throws Exception {
    answers(
        List.of(
            item(events.get(0), 201, null),
            item(events.get(1), status, "es_rejected_execution_exception"),
            item(events.get(2), 409, "version_conflict_engine_exception")));

    assertThat(bulk.send(events)).isEqualTo(DeliveryResult.retry(List.of(events.get(1))));
  }

  @ParameterizedTest
  @CsvSource({
    "400, document_parsing_exception",
    "400, illegal_argument_exception",
    "400, strict_dynamic_mapping_exception",
    "413, circuit_breaking_exception",
    "422, some_exception",
  })
  void rejectsTheDocumentsThatAreAtFault(int status, String type) throws Exception {
    answers(
        List.of(
            item(events.get(0), 200, null),
            item(events.get(1), status, type),
            item(events.get(2), 201, null)));

    assertThat(bulk.send(events))
        .isEqualTo(
            DeliveryResult.rejected(
                List.of(
                    new Rejected(
                        events.get(1), "Elasticsearch answered " + status + ", " + type))));
  }

  @ParameterizedTest
  @CsvSource({
    "400, validation_exception, MISCONFIGURED",
    "400, index_closed_exception, MISCONFIGURED",
    "401, security_exception, MISCONFIGURED",
    "403, cluster_block_exception, MISCONFIGURED",
    "404, index_not_found_exception, MISCONFIGURED",
    "409, some_exception, MISCONFIGURED",
    "429, cluster_block_exception, UNAVAILABLE",
    "503, unavailable_shards_exception, UNAVAILABLE",
  })
  void waitsWhereTheNextEventWouldFareAlike(int status, String type, Kind kind) throws Exception {
    answers(events.stream().map(event -> item(event, status, type)).toList());

    SinkException failure = catchThrowableOfType(SinkException.class, () -> bulk.send(events));

    assertThat(failure.kind()).isEqualTo(kind);
    assertThat(failure).hasMessageStartingWith("search:9200, a: answered " + status + ", " + type);
  }

  private void answers(List<BulkResponseItem> items) throws Exception {
    when(client.bulk(any(BulkRequest.class)))
        .thenReturn(BulkResponse.of(r -> r.errors(true).took(1).items(items)));
  }

  private static BulkResponseItem item(Event event, int status, String type) {
    return BulkResponseItem.of(
        item -> {
          item.operationType(OperationType.Create)
              .index("a")
              .id(event.id().toString())
              .status(status);
          return type == null ? item : item.error(error -> error.type(type));
        });
  }
}
