package dev.eventlogger.sink.elasticsearch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.eventlogger.config.Section;
import dev.eventlogger.spi.DeliveryResult;
import dev.eventlogger.spi.SinkException;
import dev.eventlogger.spi.SinkException.Kind;
import dev.eventlogger.testing.LogRecords;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The sink's templates beside those of others, and of logs whose names begin the same. */
@Timeout(120)
final class ForeignTemplatesIT {

  private static final TestServer SERVER = TestServer.shared();
  private static final String LOGGER = "dev.eventlogger.sink.elasticsearch";

  private final TestIndices indices = new TestIndices(SERVER, "foreign");
  private final List<String> templates = new ArrayList<>();

  @AfterEach
  void removeTemplates() throws IOException {
    for (String name : templates) {
      // The template of a data stream stays: this distribution of the server cannot delete the
      // stream.
      assertThat(SERVER.status("DELETE", "/_index_template/" + name, "")).isIn(200, 400);
    }
  }

  private String put(String end, String json) {
    String name = indices.of(end);
    SERVER.ask("PUT", "/_index_template/" + name, json);
    templates.add(name);
    return name;
  }

  @Test
  void startsLogsWhoseNamesBeginAlikeInAnyOrder() throws Exception {
    List<String> patterns =
        List.of(
            "audit-{yyyy.MM.dd}",
            "{yyyy.MM.dd}",
            "{yyyy-MM-dd}",
            "{yyyy.MM}",
            "{yyyy}",
            "20-{yyyy.MM.dd}",
            "audit-x-{yyyy.MM.dd}");
    try (LogRecords records = new LogRecords(LOGGER)) {
      for (String pattern : patterns) {
        Map<String, Object> settings = indices.settings(Map.of("index", indices.start() + pattern));
        try (OpenSink sink = OpenSink.with(settings)) {
          assertThat(sink.log(OpenSink.clicks(1))).isEqualTo(DeliveryResult.DELIVERED);
        }
        OpenSink.with(settings).close();
      }
      assertThat(records.messages()).isEmpty();
    }
    assertThat(SERVER.ask("GET", "/" + indices.all() + "/_mapping", ""))
        .doesNotContain("\"event_data\":{\"properties\"");
  }

  @Test
  void standsBesideTheTemplatesOfFleetAndTakesNoneOfTheirStreams() throws Exception {
    String fleet =
        "{\"index_patterns\":[\"%s\"],\"priority\":%d,\"data_stream\":{},"
            + "\"_meta\":{\"managed\":true}}";
    put("all", fleet.formatted(indices.start() + "*-*", 100));
    put("system", fleet.formatted(indices.start() + "system.auth-*", 200));
    Map<String, Object> settings = indices.settings();
    try (OpenSink sink = OpenSink.with(settings)) {
      assertThat(sink.log(OpenSink.clicks(2))).isEqualTo(DeliveryResult.DELIVERED);
    }
    SERVER.ask(
        "POST",
        "/" + indices.of("system.auth-a.b") + "/_doc?refresh=true",
        "{\"@timestamp\":\"2026-01-01T00:00:00Z\"}");

    assertThat(SERVER.ask("GET", "/_resolve/index/" + indices.all(), ""))
        .contains("\"data_streams\":[{\"name\":\"" + indices.of("system.auth-a.b") + "\"");
    indices.refresh();
    try (OpenStore store = OpenStore.with(settings)) {
      assertThat(store.all()).hasSize(2);
    }
  }

  @Test
  void doesNotStartWhereAnotherTemplateIsInForceAndNamesIt() throws Exception {
    String other =
        put(
            "catch-all",
            "{\"index_patterns\":[\""
                + indices.all()
                + "\"],\"priority\":900,\"template\":{\"mappings\":{\"dynamic\":\"strict\"}}}");
    SinkException failure =
        catchThrowableOfType(SinkException.class, () -> OpenSink.with(indices.settings()));

    assertThat(failure).isNotNull();
    assertThat(failure.kind()).isEqualTo(Kind.MISCONFIGURED);
    assertThat(failure)
        .hasMessageStartingWith("127.0.0.1:" + SERVER.port() + ", templates: the template " + other)
        .hasMessageContaining("of priority 900")
        .hasMessageContaining("other fields than events need, at /")
        .hasMessageEndingWith(
            "; set template_priority above 900, change that template, or accept it by templates:"
                + " none");
    try (OpenSink sink = OpenSink.with(indices.settings(Map.of("template_priority", 901)))) {
      assertThat(sink.log(OpenSink.clicks(1))).isEqualTo(DeliveryResult.DELIVERED);
    }
  }

  @Test
  void doesNotStartWhereAnotherTemplateWouldMakeDataStreams() throws Exception {
    put(
        "streams",
        "{\"index_patterns\":[\""
            + indices.all()
            + "\"],\"priority\":900,\"data_stream\":{},\"composed_of\":[\"event-logger-v1\"]}");
    SinkException failure =
        catchThrowableOfType(SinkException.class, () -> OpenSink.with(indices.settings()));

    assertThat(failure).isNotNull();
    assertThat(failure).hasMessageContaining(" a data stream; set template_priority above 900");
  }

  @Test
  void acceptsAnotherTemplateThatHasTheFields() throws Exception {
    OpenSink.with(indices.settings()).close();
    put(
        "better",
        "{\"index_patterns\":[\""
            + indices.all()
            + "\"],\"priority\":900,\"composed_of\":[\"event-logger-v1\"]}");
    try (LogRecords records = new LogRecords(LOGGER);
        OpenSink sink = OpenSink.with(indices.settings())) {
      assertThat(sink.log(OpenSink.clicks(1))).isEqualTo(DeliveryResult.DELIVERED);
      assertThat(records.messages()).isEmpty();
    }
  }

  @Test
  void warnsOfAnotherTemplateWhereTemplatesAreLeftToSomebodyElse() throws Exception {
    String other =
        put("catch-all", "{\"index_patterns\":[\"" + indices.all() + "\"],\"priority\":900}");
    try (LogRecords records = new LogRecords(LOGGER);
        OpenSink sink = OpenSink.with(indices.settings(Map.of("templates", "none")))) {
      assertThat(records.messages()).hasSize(1);
      assertThat(records.messages().get(0))
          .startsWith("log clicks: the template " + other + ", of priority 900, gives ")
          .endsWith("; events may be refused, and not all of them found");
      sink.log(OpenSink.clicks(1));
      OpenSink.with(indices.settings(Map.of("templates", "none"))).close();

      assertThat(records.messages().get(2))
          .contains("the index ", " has other fields than events need, at ");
    }
  }

  @Test
  void refusesAPriorityThatAnotherTemplateHasAndNamesIt() throws Exception {
    String other =
        put("equal", "{\"index_patterns\":[\"" + indices.all() + "\"],\"priority\":700}");
    SinkException failure =
        catchThrowableOfType(
            SinkException.class,
            () -> OpenSink.with(indices.settings(Map.of("template_priority", 700))));

    assertThat(failure).isNotNull();
    assertThat(failure.kind()).isEqualTo(Kind.MISCONFIGURED);
    assertThat(failure)
        .hasMessageContaining("the priority 700 is also that of [" + other + "]")
        .hasMessageEndingWith("set another template_priority");
  }

  @Test
  void takesTheNextPriorityWhereItsOwnIsTaken() throws Exception {
    int own = 200 + indices.start().length();
    put("equal", "{\"index_patterns\":[\"" + indices.all() + "\"],\"priority\":" + own + "}");
    ElasticsearchEventLogger sink = new ElasticsearchEventLogger();
    sink.open(Section.of("clicks", indices.settings()));
    assertThat(sink.log(OpenSink.clicks(1))).isEqualTo(DeliveryResult.DELIVERED);
    sink.close();

    String name =
        "event-logger-" + indices.pattern().replaceAll("[{}]", "").toLowerCase(Locale.ROOT);
    assertThat(SERVER.ask("GET", "/_index_template/" + name, ""))
        .contains("\"priority\":" + (own + 1));
  }
}
