package dev.eventlogger.sink.cloudwatch;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.eventlogger.event.Event;
import dev.eventlogger.event.EventDraft;
import dev.eventlogger.event.EventType;
import dev.eventlogger.event.Level;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What CloudWatch's specification of the Embedded Metric Format requires. */
class EmbeddedMetricsTest {

  private static final ObjectMapper JSON = new ObjectMapper();

  @Test
  void declaresTheNumbersOfAnEventBesideIt() throws Exception {
    Event event =
        Event.of(
            EventDraft.of(EventType.API)
                .name("query-run")
                .duration(Duration.ofMillis(41))
                .data(Map.of("rows", 5, "cost", Map.of("usd", new BigDecimal("0.12")))));

    JsonNode message = message(Emf.DEFAULT, event);

    JsonNode aws = message.get("_aws");
    assertThat(aws.get("Timestamp").asLong()).isEqualTo(1_000);
    JsonNode directive = aws.get("CloudWatchMetrics").get(0);
    assertThat(directive.get("Namespace").asText()).isEqualTo("EventLogger");
    assertThat(directive.get("Dimensions").toString()).isEqualTo("[[\"name\"]]");
    assertThat(directive.get("Metrics").findValuesAsText("Name"))
        .containsExactlyInAnyOrder("duration_ms", "rows", "cost.usd");
    assertThat(directive.get("Metrics").get(0).get("Unit").asText()).isEqualTo("Milliseconds");
    assertThat(message.get("rows").asInt()).isEqualTo(5);
    assertThat(message.get("cost.usd").decimalValue()).isEqualByComparingTo("0.12");
    assertThat(message.get("duration_ms").asInt()).isEqualTo(41);
    assertThat(message.get("name").asText()).isEqualTo("query-run");
  }

  @Test
  void keepsTheCanonicalJsonAsItIs() {
    Event event = Event.of(EventDraft.named("n").data(Map.of("rows", 5)));

    String message = new EmbeddedMetrics(Emf.DEFAULT, "h", "l").message(event, 0);

    assertThat(message).startsWith("{\"_aws\":").endsWith("," + event.toJson().substring(1));
  }

  @Test
  void takesOnlyTheMetricsAndDimensionsItIsTold() throws Exception {
    Emf emf =
        new Emf(
            "App",
            List.of("rows"),
            List.of(
                Emf.Dimension.EVENT_TYPE,
                Emf.Dimension.LEVEL,
                Emf.Dimension.HOST,
                Emf.Dimension.LOG));
    Event event =
        Event.of(
            EventDraft.named("n")
                .level(Level.AUDIT)
                .duration(Duration.ofMillis(1))
                .data(Map.of("rows", 5, "id", 7, "cols", 3)));

    JsonNode message = message(emf, event);

    JsonNode directive = message.get("_aws").get("CloudWatchMetrics").get(0);
    assertThat(directive.get("Metrics").toString()).isEqualTo("[{\"Name\":\"rows\"}]");
    assertThat(directive.get("Dimensions").toString())
        .as("an event without a type has no such dimension")
        .isEqualTo("[[\"level\",\"host\",\"log\"]]");
    assertThat(message.get("host").asText()).isEqualTo("web-1");
    assertThat(message.get("log").asText()).isEqualTo("clicks");
    assertThat(message.has("cols")).isFalse();
  }

  @Test
  void makesNoMetricOfWhatTheServiceOrAnEventCannotHave() throws Exception {
    Map<String, Object> data = new LinkedHashMap<>();
    data.put("id", 1);
    data.put("name", 2);
    data.put("_aws", 3);
    data.put("grün", 4);
    data.put("", 5);
    data.put("huge", BigInteger.TWO.pow(361));
    data.put("list", List.of(1, 2));
    data.put("text", "5");
    data.put("fine", 6);
    Event event = Event.of(EventDraft.named("größe").data(data));

    JsonNode message = message(Emf.DEFAULT, event);

    JsonNode directive = message.get("_aws").get("CloudWatchMetrics").get(0);
    assertThat(directive.get("Metrics").toString()).isEqualTo("[{\"Name\":\"fine\"}]");
    assertThat(directive.get("Dimensions").toString()).isEqualTo("[[]]");
    assertThat(message.get("id").asText()).isEqualTo(event.id().toString());
  }

  @Test
  void declaresAHundredMetricsAtMost() throws Exception {
    Map<String, Object> data = new LinkedHashMap<>();
    for (int i = 0; i < 150; i++) {
      data.put("m" + i, i);
    }
    Event event = Event.of(EventDraft.named("n").duration(Duration.ofMillis(1)).data(data));

    JsonNode metrics =
        message(Emf.DEFAULT, event).get("_aws").get("CloudWatchMetrics").get(0).get("Metrics");

    assertThat(metrics).hasSize(100);
  }

  @Test
  void leavesEventsWithoutNumbersAsTheyAre() {
    Event event = Event.of(EventDraft.named("n"));

    assertThat(new EmbeddedMetrics(Emf.DEFAULT, "h", "l").message(event, 0))
        .isEqualTo(event.toJson());
  }

  private static JsonNode message(Emf emf, Event event) throws Exception {
    return JSON.readTree(new EmbeddedMetrics(emf, "web-1", "clicks").message(event, 1_000));
  }
}
