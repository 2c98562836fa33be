package dev.eventlogger.sink.kafka;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.eventlogger.event.Event;
import dev.eventlogger.event.EventDraft;
import dev.eventlogger.event.EventType;
import dev.eventlogger.event.Timestamps;
import dev.eventlogger.spi.DeliveryResult;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Other people's programs read what the sink writes. */
@Timeout(600)
final class ReadersIT {

  private final Event full =
      Event.of(
          EventDraft.of(EventType.CLICK)
              .name("order-approved")
              .uid("ada")
              .subject("order:1001")
              .data(Map.of("umlaut", "Tür")));
  private final Event small = Event.of(EventDraft.of(EventType.VIEW));

  @TempDir private Path folder;
  private String topic;

  @BeforeEach
  void makeTopic() throws Exception {
    topic = SharedBroker.topic(Map.of());
  }

  @Test
  void theConsoleConsumerPrintsKeysHeadersAndTheCanonicalJson() throws Exception {
    write(RecordFormat.CANONICAL);

    String printed =
        SharedBroker.get()
            .consoleConsumer(
                "--topic",
                topic,
                "--from-beginning",
                "--max-messages",
                "2",
                "--formatter-property",
                "print.headers=true",
                "--formatter-property",
                "print.key=true");

    assertThat(printed.lines())
        .containsExactly(line(full, ",ce_subject:order:1001", "ada"), line(small, "", "null"));
  }

  private static String line(Event event, String subject, String key) {
    return String.join(
        "\t",
        "ce_specversion:1.0,ce_id:"
            + event.id()
            + ",ce_source:urn:event-logger,ce_type:"
            + event.name()
            + ",ce_time:"
            + Timestamps.micros(event.createdAt())
            + subject
            + ",ce_dataschema:urn:event-logger:event,content-type:application/json",
        key,
        event.toJson());
  }

  @Test
  void theSdkOfCloudEventsReadsHeadersAndTheEventAsData() throws Exception {
    write(RecordFormat.CANONICAL);

    assertThat(readBySdk())
        .containsSubsequence(
            "key ada", "data " + full.toJson(), "key null", "data " + small.toJson())
        .contains(
            "specversion 1.0",
            "id " + full.id(),
            "source urn:event-logger",
            "type order-approved",
            "time " + sdkTime(full),
            "subject order:1001",
            "dataschema urn:event-logger:event",
            "datacontenttype application/json",
            "id " + small.id());
  }

  @Test
  void theSdkOfCloudEventsReadsTheStructuredForm() throws Exception {
    write(RecordFormat.CLOUDEVENTS);

    assertThat(readBySdk())
        .contains(
            "specversion 1.0",
            "id " + full.id(),
            "source urn:event-logger",
            "type order-approved",
            "time " + sdkTime(full),
            "subject order:1001",
            "uid ada",
            "eventtype CLICK",
            "level INFO",
            "datacontenttype application/json",
            "data {\"umlaut\":\"Tür\"}",
            "id " + small.id(),
            "data {}");
  }

  /** The SDK shows a time as Java does, without trailing zeros. */
  private static String sdkTime(Event event) {
    return event.createdAt().toString();
  }

  private void write(RecordFormat format) throws Exception {
    Map<String, Object> settings = SharedBroker.settings(topic);
    settings.put("format", format.name().toLowerCase(java.util.Locale.ROOT));
    try (OpenSink sink = OpenSink.with(settings)) {
      assertThat(sink.log(full, small)).isEqualTo(DeliveryResult.DELIVERED);
    }
  }

  private List<String> readBySdk() throws IOException, InterruptedException {
    Path source = folder.resolve("ReadCloudEvents.java");
    try (InputStream in = ReadersIT.class.getResourceAsStream("ReadCloudEvents.java")) {
      Files.copy(requireNonNull(in), source);
    }
    String home =
        requireNonNull(
            System.getProperty("cloudevents.home"),
            "cloudevents.home is not set: run the integration tests with mvn verify");
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-Dfile.encoding=UTF-8", "-Dstdout.encoding=UTF-8", "-cp"));
    command.addAll(List.of(home + "/*", source.toString()));
    command.addAll(List.of(SharedBroker.get().bootstrap(), topic, "2"));
    Process reader =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
    List<String> printed =
        new String(reader.getInputStream().readAllBytes(), UTF_8).lines().toList();
    assertThat(reader.waitFor(1, TimeUnit.MINUTES)).isTrue();
    return printed;
  }
}
