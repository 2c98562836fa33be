package dev.eventlogger.sink.elasticsearch;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.eventlogger.config.Section;
import dev.eventlogger.event.Event;
import dev.eventlogger.event.EventDraft;
import dev.eventlogger.query.EventFilter;
import dev.eventlogger.query.EventQuery;
import dev.eventlogger.query.Removal;
import dev.eventlogger.spi.DeliveryResult;
import dev.eventlogger.testing.LogRecords;
import java.io.IOException;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The templates that the sink installs, and what they make of indices and data streams. */
@Timeout(120)
final class TemplatesIT {

  private static final TestServer SERVER = TestServer.shared();

  private final ObjectMapper json = new ObjectMapper();
  private final TestIndices indices = new TestIndices(SERVER, "templates");

  @Test
  void givesAnIndexTheFieldsOfEventsAndNoOther() throws Exception {
    try (OpenSink sink = OpenSink.with(indices.settings())) {
      sink.log(OpenSink.click(Map.of("any", Map.of("depth", 1))));
    }
    JsonNode mapping = mapping();

    assertThat(mapping.at("/dynamic").asText()).isEqualTo("false");
    assertThat(mapping.at("/properties/@timestamp/type").asText()).isEqualTo("date_nanos");
    assertThat(mapping.at("/properties/event/properties/id/type").asText()).isEqualTo("keyword");
    assertThat(mapping.at("/properties/user/properties/id/type").asText()).isEqualTo("keyword");
    assertThat(mapping.at("/properties/event_data/type").asText()).isEqualTo("flattened");
    assertThat(mapping.at("/properties/context/type").asText()).isEqualTo("flattened");
    assertThat(mapping.at("/properties/typed").isMissingNode()).isTrue();
  }

  @Test
  void takesFromSchemasTheTypesOfFields() throws Exception {
    Map<String, Object> schema =
        Map.of(
            "$ref",
            "#/definitions/0",
            "definitions",
            Map.of(
                "0",
                Map.of(
                    "properties",
                    Map.of(
                        "rows",
                        Map.of("type", "integer"),
                        "query",
                        Map.of("properties", Map.of("engine", Map.of("type", "string")))))));
    SchemaLogger sink = new SchemaLogger(schema);
    sink.open(Section.of("clicks", indices.settings(Map.of("typed_fields", "schema"))));
    sink.log(List.of(OpenSink.click(Map.of("rows", 1))));
    sink.close();
    JsonNode typed = mapping().at("/properties/typed/properties");

    assertThat(typed.at("/rows/type").asText()).isEqualTo("double");
    assertThat(typed.at("/query/properties/engine/type").asText()).isEqualTo("keyword");
  }

  @Test
  void reportsATemplateThatDiffersAndLeavesIt() throws Exception {
    OpenSink.with(indices.settings()).close();
    String name =
        "event-logger-" + indices.pattern().replaceAll("[{}]", "").toLowerCase(Locale.ROOT);
    String changed =
        "{\"index_patterns\":[\"" + indices.all() + "\"],\"priority\":201,\"template\":{}}";
    SERVER.ask("PUT", "/_index_template/" + name, changed);
    try (LogRecords records = new LogRecords("dev.eventlogger.sink.elasticsearch")) {
      OpenSink.with(indices.settings()).close();

      assertThat(records.messages())
          .containsExactly(
              "log clicks: the template "
                  + name
                  + " is not what this version would install, at /index_patterns; it is left as it"
                  + " is. To replace it, start once with templates: overwrite");
      assertThat(SERVER.ask("GET", "/_index_template/" + name, "")).contains("201");

      OpenSink.with(indices.settings(Map.of("templates", "overwrite"))).close();
      OpenSink.with(indices.settings()).close();

      assertThat(records.messages()).as("once it is replaced").hasSize(1);
    }
  }

  @Test
  void leavesAloneWhatTheUserAddedToATemplate() throws Exception {
    OpenSink.with(indices.settings()).close();
    try (LogRecords records = new LogRecords("dev.eventlogger.sink.elasticsearch")) {
      SERVER.ask(
          "PUT",
          "/_component_template/event-logger@custom",
          "{\"template\":{\"settings\":{\"number_of_replicas\":0}}}");
      try (OpenSink sink = OpenSink.with(indices.settings())) {
        sink.log(OpenSink.clicks(1));
      }

      assertThat(records.messages()).isEmpty();
      assertThat(SERVER.ask("GET", "/" + indices.all() + "/_settings", ""))
          .contains("\"number_of_replicas\":\"0\"");
    }
  }

  @Test
  void installsNothingWhenToldNotTo() throws Exception {
    try (OpenSink sink = OpenSink.with(indices.settings(Map.of("templates", "none")))) {
      sink.log(OpenSink.clicks(1));
    }
    assertThat(mapping().at("/dynamic").isMissingNode()).isTrue();
  }

  @Test
  void writesToADataStreamThatForgets() throws Exception {
    String name = "stream-" + System.nanoTime();
    Map<String, Object> settings = new HashMap<>(SERVER.settings());
    settings.put("data_stream", name);
    settings.put("data_retention", "30d");
    List<Event> events = OpenSink.clicks(5);
    Event old = Event.of(EventDraft.named("old").createdAt(Instant.parse("2020-01-01T00:00:00Z")));
    try (OpenSink sink = OpenSink.with(settings);
        ElasticsearchEventStore store = new ElasticsearchEventStore()) {
      assertThat(sink.log(events)).isEqualTo(DeliveryResult.DELIVERED);
      assertThat(sink.log(events)).as("the same again").isEqualTo(DeliveryResult.DELIVERED);
      sink.log(old);
      store.open(Section.of("clicks", settings));
      long purged = store.purge(Instant.parse("2021-01-01T00:00:00Z"), Removal.IN_CHUNKS);

      assertThat(purged).isEqualTo(1);
      assertThat(store.find(EventQuery.of(EventFilter.ALL)).events())
          .containsExactlyInAnyOrderElementsOf(events);
    }
    assertThat(SERVER.ask("GET", "/_index_template/event-logger-" + name, ""))
        .contains("\"data_retention\":\"2592000s\"", "\"data_stream\":");
  }

  @Test
  void purgesWholeIndicesAndLeavesWhatIsNotItsOwn() throws Exception {
    Event old = Event.of(EventDraft.named("old").createdAt(Instant.parse("2020-01-01T00:00:00Z")));
    Event strange =
        Event.of(EventDraft.named("old").createdAt(Instant.parse("2020-01-02T00:00:00Z")));
    Event young = OpenSink.click(Map.of());
    Map<String, Object> settings = indices.settings();
    try (OpenSink sink = OpenSink.with(settings);
        ElasticsearchEventStore store = new ElasticsearchEventStore()) {
      sink.log(old, strange, young);
      String index = indices.pattern().replace("{yyyy.MM.dd}", "2020.01.02");
      SERVER.ask("POST", "/" + index + "/_doc?refresh=true", "{\"somebody\":\"else\"}");
      store.open(Section.of("clicks", settings));

      long purged = store.purge(Instant.parse("2021-01-01T00:00:00Z"), Removal.IN_CHUNKS);

      assertThat(purged).isEqualTo(2);
      assertThat(SERVER.ask("GET", "/_cat/indices/" + indices.all() + "?h=index", "").lines())
          .as("an index that holds something else stays")
          .hasSize(2)
          .contains(index);
      assertThat(store.find(EventQuery.of(EventFilter.ALL)).events()).containsExactly(young);
    }
  }

  private JsonNode mapping() throws IOException {
    JsonNode all = json.readTree(SERVER.ask("GET", "/" + indices.all() + "/_mapping", ""));
    return all.elements().next().get("mappings");
  }
}
