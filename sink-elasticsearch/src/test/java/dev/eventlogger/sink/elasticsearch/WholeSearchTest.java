package dev.eventlogger.sink.elasticsearch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.ArgumentMatchers.isNull;
import static org.mockito.Mockito.doReturn;
import static org.mockito.Mockito.mock;

import co.elastic.clients.elasticsearch.core.MsearchResponse;
import co.elastic.clients.elasticsearch.core.msearch.MultiSearchResponseItem;
import co.elastic.clients.json.JsonpDeserializer;
import co.elastic.clients.json.jackson.JacksonJsonpMapper;
import co.elastic.clients.transport.Transport;
import dev.eventlogger.query.Cancellation;
import dev.eventlogger.query.StoreException;
import jakarta.json.stream.JsonParser;
import java.io.StringReader;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Answers with the status 200 that say themselves that they are incomplete. */
final class WholeSearchTest {

  private final Transport transport = mock();
  private final Cluster cluster = new Cluster(mock(), transport, "search:9200");

  @Test
  void takesAWholeAnswer() throws Exception {
    answers(
        """
        {"took":1,"timed_out":false,"_shards":{"total":5,"successful":5,"skipped":3,"failed":0},
         "hits":{"total":{"value":7,"relation":"eq"},"hits":[]},"status":200}""");

    assertThat(count()).isEqualTo(7);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          "timed_out":true,"_shards":{"total":1,"successful":1,"failed":0} | the server ran out of time
          "timed_out":false,"terminated_early":true,"_shards":{"total":1,"successful":1,"failed":0} | the server ended the search early
          "timed_out":false,"_shards":{"total":3,"successful":2,"failed":1,"failures":[{"shard":0,"index":"app-2026.05.01","reason":{"type":"x","reason":"field [Ada]"}}]} | app-2026.05.01: 1 of 3 shards did not answer, x: field …
          "timed_out":false,"_shards":{"total":3,"successful":2,"failed":0} | 1 of 3 shards did not answer
          """)
  void takesNoPartForTheWhole(String members, String lack) throws Exception {
    answers(
        "{\"took\":1,"
            + members
            + ",\"hits\":{\"total\":{\"value\":5,\"relation\":\"eq\"},\"hits\":[]},\"status\":200}");

    assertThatThrownBy(this::count)
        .isInstanceOf(StoreException.class)
        .hasMessage("search:9200, app-*: not all events can be read: " + lack);
  }

  @Test
  void namesTheIndicesOfAFailure() throws Exception {
    answers(
        """
        {"error":{"type":"search_phase_execution_exception","reason":"all shards failed",
          "failed_shards":[{"shard":0,"index":"app-2026.05.01","reason":{"type":"x"}}],
          "root_cause":[{"type":"x","reason":"y","index":"app-2026.05.02"}],
          "caused_by":{"type":"search_phase_execution_exception",
            "reason":"Search rejected due to missing shards [[app-2026.05.03][0], [app-2026.05.04][1]]"}},
         "status":503}""");

    assertThatThrownBy(this::count)
        .isInstanceOf(StoreException.class)
        .hasMessageStartingWith(
            "search:9200, app-*: not all events can be read: app-2026.05.01, app-2026.05.02,"
                + " app-2026.05.03, app-2026.05.04: answered 503, ");
  }

  @Test
  void namesSomeOfVeryManyIndices() {
    List<String> names = IntStream.range(0, 12).mapToObj(i -> "i" + i).toList();

    assertThat(FailedIndices.text(names))
        .isEqualTo("i0, i1, i2, i3, i4, i5, i6, i7, i8, i9 and 2 more");
  }

  @Test
  void splitsNamesSoThatARequestsLineHoldsThem() {
    List<String> names = IntStream.range(0, 100).mapToObj(i -> "n".repeat(150) + i).toList();

    List<List<String>> parts = Cluster.inParts(names);

    assertThat(parts).hasSizeGreaterThan(4);
    assertThat(parts).allSatisfy(part -> assertThat(String.join(",", part)).hasSizeLessThan(3_000));
    assertThat(parts.stream().flatMap(List::stream)).containsExactlyElementsOf(names);
    assertThat(Cluster.inParts(List.of())).isEmpty();
  }

  private long count() {
    return WholeSearch.count(
        cluster, "app-*", List.of("app-1"), Candidates.ALL.query(), Cancellation.withoutTimeout());
  }

  private void answers(String json) throws Exception {
    JacksonJsonpMapper mapper = new JacksonJsonpMapper();
    JsonParser parser = mapper.jsonProvider().createParser(new StringReader(json));
    MultiSearchResponseItem<Void> item =
        MultiSearchResponseItem.createMultiSearchResponseItemDeserializer(
                JsonpDeserializer.<Void>of(Void.class))
            .deserialize(parser, mapper);
    doReturn(
            CompletableFuture.completedFuture(
                MsearchResponse.<Void>of(r -> r.took(1).responses(List.of(item)))))
        .when(transport)
        .performRequestAsync(any(Searches.class), any(), isNull());
  }
}
