package dev.eventlogger.delivery;

import static dev.eventlogger.delivery.TestEvents.config;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.eventlogger.event.Event;
import dev.eventlogger.event.EventDraft;
import dev.eventlogger.journal.file.FileMode;
import dev.eventlogger.spi.DeliveryResult;
import dev.eventlogger.spi.SinkException;
import dev.eventlogger.testing.LogRecords;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.BatchUpdateException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A value of an event that a server quotes in its failures appears nowhere but in the event. */
@Timeout(120)
class CanaryTest {

  private static final String CANARY = "canary-4711";

  @TempDir Path folder;

  @Test
  void isInNoLogRecordLedgerNotesOrReason() throws Exception {
    ScriptedSink sink = new ScriptedSink();
    failures()
        .forEach(
            failure ->
                sink.then(
                    batch -> {
                      throw failure;
                    }));
    sink.always(
        batch -> {
          if (batch.stream().anyMatch(event -> event.name().equals("bad"))) {
            throw new IllegalStateException("row " + CANARY);
          }
          return DeliveryResult.DELIVERED;
        });
    DeliverySettings settings = settings();
    String ledger;
    try (LogRecords said = new LogRecords("dev.eventlogger")) {
      Delivery delivery = new Delivery(List.of(NamedLog.open(sink, config("log"), settings)), null);
      offer(delivery, "good");
      offer(delivery, "bad");
      while (delivery.ledger().logs().get("log").dead() == 0) {
        assertThat(delivery.ledger().toString()).doesNotContain(CANARY);
        offer(delivery, "good"); // neighbours, one of which is delivered after each failure
        Thread.sleep(20);
      }
      assertThat(delivery.flush(Duration.ofSeconds(60))).isEqualTo(FlushResult.FLUSHED);
      delivery.close();
      ledger = delivery.ledger().toString();
      assertThat(said.toString()).contains("log log").doesNotContain(CANARY);
    }

    assertThat(ledger).doesNotContain(CANARY);
    String letter = Files.readString(folder.resolve("letters").resolve("log.ndjson"));
    assertThat(letter.substring(0, letter.indexOf("\"event\"")))
        .contains("the sink fails on it, and takes others: java.lang.IllegalStateException at ")
        .doesNotContain(CANARY);
    assertThat(Files.readString(folder.resolve("journals").resolve("log").resolve("notes")))
        .doesNotContain(CANARY);
  }

  private static SQLException raised() {
    return new SQLException("ERROR: I do not like " + CANARY + "\n  Where: PL/pgSQL", "P0001");
  }

  private static Stream<Throwable> failures() {
    BatchUpdateException batch = new BatchUpdateException(raised());
    batch.setNextException(raised());
    IOException suppressing = new IOException("answered 400 " + CANARY);
    suppressing.addSuppressed(raised());
    return Stream.of(
        raised(),
        batch,
        suppressing,
        SinkException.unavailable(raised().getMessage(), raised()),
        SinkException.unavailable("failed: ERROR: I do not like " + CANARY, raised()),
        SinkException.misconfigured("refused", batch),
        new StackOverflowError(CANARY),
        new NoClassDefFoundError(CANARY));
  }

  private static void offer(Delivery delivery, String name) {
    EventDraft draft = EventDraft.named(name).data(Map.of("secret", CANARY));
    byte[] json = Event.of(draft).toJson().getBytes(UTF_8);
    assertThat(delivery.offer(1, json, json.length).isAccepted()).isTrue();
  }

  private DeliverySettings settings() {
    return new DeliverySettings(
        null,
        null,
        null,
        null,
        Duration.ofMillis(1),
        null,
        Duration.ofSeconds(60),
        new RetryPolicy(Duration.ofMillis(1), Duration.ofMillis(5)),
        folder.resolve("journals"),
        null,
        null,
        32L << 20,
        8 << 20,
        folder.resolve("letters"),
        null,
        FileMode.PRIVATE);
  }
}
