package dev.eventlogger.consume;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.eventlogger.EventLogger;
import dev.eventlogger.Relay;
import dev.eventlogger.Relay.Made;
import dev.eventlogger.config.EventLoggerConfig;
import dev.eventlogger.event.Event;
import dev.eventlogger.event.EventDraft;
import dev.eventlogger.event.JsonText;
import dev.eventlogger.testkit.InMemoryEventLogger;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RecordReaderTest {

  private static final String THEIRS = "7f3c1a52-0f0e-4c56-9d7b-3c1f5b1e9a10";

  @TempDir private Path folder;

  private EventLogger logger;
  private Relay relay;
  private RecordReader reader;

  @BeforeEach
  void open() {
    EventLoggerConfig config =
        EventLoggerConfig.of(
            Map.of(
                "EVENT_LOGGER_NAME",
                "in-memory",
                "EVENT_DELIVERY",
                Map.of("dead_letters", folder.toString()),
                "EVENT_REPORTS",
                Map.of("every", "0s")));
    logger = EventLogger.open(config, new InMemoryEventLogger());
    relay = logger.relay(List.of());
    reader = new RecordReader(relay);
  }

  @AfterEach
  void close() throws Exception {
    relay.close();
    logger.close();
  }

  private Event read(String value, String... headers) {
    RecordHeaders all = new RecordHeaders();
    for (int i = 0; i < headers.length; i += 2) {
      all.add(headers[i], headers[i + 1].getBytes(UTF_8));
    }
    byte[] bytes = value.getBytes(UTF_8);
    ConsumerRecord<byte[], byte[]> record =
        new ConsumerRecord<>(
            "t",
            0,
            7,
            1,
            TimestampType.CREATE_TIME,
            -1,
            bytes.length,
            null,
            bytes,
            all,
            Optional.empty());
    return ((Made.Whole) reader.read(record)).event();
  }

  private static Event written() {
    return Event.of(EventDraft.named("a").uid("ada").data(Map.of("n", 1)));
  }

  @Test
  void passesOnToTheLetterWhatAnEventLoggerHasWritten() {
    String json = written().toJson();

    assertThat(read(json).toJson()).isEqualTo(json);
  }

  @Test
  void writesAnewWhatIsWrittenAnyOtherWayAndKeepsItsId() {
    Event event = written();
    String json = event.toJson();

    assertThat(read(json.replace(",", ", ")).toJson()).isEqualTo(json);
    assertThat(read(json.replace("{\"n\":1}", "{\"n\":\n1}")).toJson()).isEqualTo(json);
    String id = event.id().toString();
    assertThat(read(json.replace(id, id.toUpperCase(Locale.ROOT))).toJson()).isEqualTo(json);
    String otherOrder = json.substring(0, json.length() - 1).replace("\"name\":\"a\",", "");
    assertThat(read(otherOrder + ",\"name\":\"a\"}").toJson()).isEqualTo(json);
  }

  @Test
  void readsAnEventUnderItsOwnHeadersThatAnotherHasWrittenAnew() {
    Event event = written();
    String json = event.toJson();

    Event read =
        read(
            json.replace(",", ", "),
            "ce_specversion",
            "1.0",
            "ce_id",
            event.id().toString(),
            "ce_source",
            "urn:event-logger",
            "ce_type",
            "a",
            "ce_dataschema",
            "urn:event-logger:event");

    assertThat(read.toJson()).isEqualTo(json);
  }

  /** The server records for each event who sent it. */
  @Test
  void passesOnAnEventOfItsOwnWhoseContextNamesASource() {
    Event event =
        Event.of(EventDraft.named("a").context(Map.of("source", "web", "source_id", "7", "n", 1)));
    String[] headers = {
      "ce_specversion", "1.0", "ce_id", event.id().toString(), "ce_source", "urn:event-logger",
      "ce_type", "a", "ce_time", event.createdAt().toString(), "ce_level", "INFO",
      "ce_eventcontext", JsonText.of(event.context()), "content-type", "application/json"
    };

    assertThat(read("{}", headers).toJson()).isEqualTo(event.toJson());
  }

  @Test
  void tellsEventsApartThatSayTheSameOfTheirSource() {
    String event = "{\"name\":\"paid\",\"context\":{\"source\":\"shop\",\"source_id\":\"cart-7\"}}";

    Event first = ((Made.Whole) reader.read(record(7, event))).event();
    Event again = ((Made.Whole) reader.read(record(7, event))).event();
    Event second = ((Made.Whole) reader.read(record(8, event))).event();

    assertThat(first).isEqualTo(again).isNotEqualTo(second);
  }

  @Test
  void listsSomeOfVeryManyThingsThatAreWrong() {
    StringBuilder event =
        new StringBuilder("{\"specversion\":\"1.0\",\"id\":\"1\",\"source\":\"s\",");
    IntStream.range(0, 5_000).forEach(i -> event.append("\"A").append(i).append("\":1,"));
    String value = event.append("\"type\":\"x\"}").toString();

    Made.Refused refused = (Made.Refused) reader.read(record(7, value));

    assertThat(refused.problems()).hasSize(11);
    assertThat(refused.problems().toString()).contains("has 4990 more such attributes");
  }

  private static ConsumerRecord<byte[], byte[]> record(long offset, String value) {
    return new ConsumerRecord<>("t", 0, offset, null, value.getBytes(UTF_8));
  }

  private Event cloudEvent(String id, String source) {
    return read(
        "{}", "ce_specversion", "1.0", "ce_id", id, "ce_source", source, "ce_type", "order-placed");
  }

  @Test
  void givesCloudEventsOfTwoSourcesTwoIdsThoughBothCameWithTheSameUuid() {
    Event one = cloudEvent(THEIRS, "/orders");
    Event other = cloudEvent(THEIRS, "/invoices");

    assertThat(List.of(one.id(), other.id(), UUID.fromString(THEIRS))).doesNotHaveDuplicates();
    assertThat(cloudEvent(THEIRS, "/orders").id()).isEqualTo(one.id());
    assertThat(one.context()).containsEntry("source_id", THEIRS).containsEntry("source", "/orders");
  }

  @Test
  void givesAStructuredCloudEventTheSameIdAsABinaryOne() {
    String json =
        "{\"specversion\":\"1.0\",\"id\":\"%s\",\"source\":\"/orders\",\"type\":\"order-placed\"}"
            .formatted(THEIRS);

    UUID id = cloudEvent(THEIRS, "/orders").id();

    assertThat(read(json, "content-type", "application/cloudevents+json").id()).isEqualTo(id);
    assertThat(read(json).id()).isEqualTo(id);
  }

  @Test
  void keepsTheIdOfACloudEventThatIsOurOwn() {
    Event read = cloudEvent(THEIRS, "urn:event-logger");

    assertThat(read.id()).isEqualTo(UUID.fromString(THEIRS));
    assertThat(read.context()).doesNotContainKeys("source", "source_id");
  }

  @Test
  void countsTheBytesOfKeyAndHeadersAsWell() {
    RecordHeaders headers = new RecordHeaders();
    headers.add("ce_x", "12345".getBytes(UTF_8));
    headers.add("null", null);

    assertThat(
            RecordReader.bytes(
                new ConsumerRecord<>(
                    "t",
                    0,
                    0,
                    1,
                    TimestampType.CREATE_TIME,
                    100,
                    ConsumerRecord.NULL_SIZE,
                    new byte[100],
                    null,
                    headers,
                    Optional.empty())))
        .isEqualTo(100 + 4 + 5 + 4);
  }
}
