package dev.eventlogger.sink.elasticsearch;

import static org.assertj.core.api.Assertions.assertThat;

import co.elastic.clients.elasticsearch.ElasticsearchClient;
import co.elastic.clients.elasticsearch._helpers.bulk.BulkIngester;
import co.elastic.clients.util.BinaryData;
import dev.eventlogger.config.Section;
import dev.eventlogger.event.Event;
import dev.eventlogger.event.EventDraft;
import dev.eventlogger.event.EventType;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Writes the same documents with the sink and with the client's own {@code BulkIngester}, one after
 * the other, several times; prints the rates, and requires none.
 */
@Timeout(value = 15, unit = TimeUnit.MINUTES)
final class ThroughputIT {

  private static final TestServer SERVER = TestServer.shared();
  private static final boolean IS_LONG = Boolean.getBoolean("eventlogger.long");
  private static final int EVENTS = IS_LONG ? 50_000 : 2_000;
  private static final int ROUNDS = IS_LONG ? 5 : 1;
  private static final int BATCH = 1_000;

  @Test
  void writesAsFastAsTheClientsOwnIngester() throws Exception {
    warmUp();
    double sink = 0;
    double ingester = 0;
    for (int round = 0; round < ROUNDS; round++) {
      sink += perSecond(this::bySink);
      ingester += perSecond(this::byIngester);
    }
    System.out.printf(
        "figure: sink %.0f, BulkIngester %.0f documents/s, ratio %.2f%n",
        sink / ROUNDS, ingester / ROUNDS, sink / ingester);
  }

  private interface Writing {
    void write(TestIndices indices, List<Event> events) throws Exception;
  }

  private void warmUp() throws Exception {
    double unused = perSecond(this::bySink) + perSecond(this::byIngester);
  }

  private double perSecond(Writing writing) throws Exception {
    TestIndices indices = new TestIndices(SERVER, "throughput");
    List<Event> events = events();
    OpenSink.with(indices.settings()).close();
    long begin = System.nanoTime();
    writing.write(indices, events);
    double seconds = (System.nanoTime() - begin) / 1e9;
    assertThat(indices.count()).isEqualTo(EVENTS);
    SERVER.ask("DELETE", "/" + indices.all(), "");
    return EVENTS / seconds;
  }

  private void bySink(TestIndices indices, List<Event> events) throws Exception {
    try (OpenSink sink = OpenSink.with(indices.settings(Map.of("templates", "none")))) {
      for (int i = 0; i < events.size(); i += BATCH) {
        sink.log(events.subList(i, Math.min(i + BATCH, events.size())));
      }
    }
  }

  /** One request at a time, like the sink, with prepared documents. */
  private void byIngester(TestIndices indices, List<Event> events) throws Exception {
    Section settings = Section.of("clicks", indices.settings());
    ElasticsearchSettings bound = settings.as(ElasticsearchSettings.class);
    Destination destination = bound.destination("clicks");
    DocumentWriter documents = new DocumentWriter(TypedData.NONE);
    try (ElasticsearchClient client = Connection.open(bound);
        BulkIngester<Void> ingester =
            BulkIngester.of(b -> b.client(client).maxOperations(BATCH).maxConcurrentRequests(1))) {
      for (Event event : events) {
        BinaryData document = documents.write(event);
        String index = destination.nameAt(event.createdAt());
        ingester.add(
            operation ->
                operation.create(
                    create -> create.index(index).id(event.id().toString()).document(document)));
      }
    }
  }

  private static List<Event> events() {
    List<Event> events = new ArrayList<>();
    for (int i = 0; i < EVENTS; i++) {
      events.add(
          Event.of(
              EventDraft.of(EventType.CLICK)
                  .uid("user-" + i % 97)
                  .subject("query:" + i % 1000)
                  .context(Map.of("session", "s-" + i % 500, "app", Map.of("version", "2.4")))
                  .data(Map.of("element", "RUN_BUTTON", "path", "/query/" + i, "number", i))));
    }
    return events;
  }
}
