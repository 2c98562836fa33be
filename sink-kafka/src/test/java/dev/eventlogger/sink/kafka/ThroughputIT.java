package dev.eventlogger.sink.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import dev.eventlogger.config.Section;
import dev.eventlogger.event.Event;
import dev.eventlogger.event.EventDraft;
import dev.eventlogger.event.EventType;
import dev.eventlogger.spi.DeliveryResult;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Writes the same records with the sink, a batch after the other as delivery does, and with a bare
 * loop over a producer of the same properties, which waits once at the end; prints the rates, and
 * asks for none.
 */
@Timeout(value = 15, unit = TimeUnit.MINUTES)
final class ThroughputIT {

  private static final boolean IS_LONG = Boolean.getBoolean("eventlogger.long");
  private static final int EVENTS = IS_LONG ? 300_000 : 9_000;
  private static final int ROUNDS = IS_LONG ? 5 : 1;
  private static final int USUAL = 500; // delivery's own batch_size
  private static final int LARGE = 3_000; // what its batch_bytes holds of these
  private static final int PARTITIONS = 4;

  private final List<Event> events = events();
  private int topics;

  @Test
  void writesAboutAsFastAsABareLoop() throws Exception {
    Writing usual = settings -> bySink(settings, USUAL);
    Writing large = settings -> bySink(settings, LARGE);
    double unused = perSecond(usual) + perSecond(large) + perSecond(this::byLoop);
    double[] rates = new double[3];
    for (int round = 0; round < ROUNDS; round++) {
      rates[0] += perSecond(usual) / ROUNDS;
      rates[1] += perSecond(large) / ROUNDS;
      rates[2] += perSecond(this::byLoop) / ROUNDS;
    }
    System.out.printf(
        "figure: sink %.0f, in large batches %.0f, bare producer %.0f records/s, ratios %.2f,"
            + " %.2f%n",
        rates[0], rates[1], rates[2], rates[0] / rates[2], rates[1] / rates[2]);
  }

  private interface Writing {
    void write(Map<String, Object> settings) throws Exception;
  }

  private double perSecond(Writing writing) throws Exception {
    String topic = "throughput-" + topics++;
    SharedBroker.get().topics().create(topic, PARTITIONS);
    long begin = System.nanoTime();
    writing.write(SharedBroker.settings(topic));
    double seconds = (System.nanoTime() - begin) / 1e9;
    assertThat(SharedBroker.get().topics().ends(topic).values().stream().mapToLong(n -> n).sum())
        .isEqualTo(EVENTS);
    SharedBroker.get().topics().delete(topic);
    return EVENTS / seconds;
  }

  private void bySink(Map<String, Object> settings, int batch) throws Exception {
    try (OpenSink sink = OpenSink.with(settings)) {
      for (int i = 0; i < EVENTS; i += batch) {
        assertThat(sink.log(events.subList(i, i + batch))).isEqualTo(DeliveryResult.DELIVERED);
      }
    }
  }

  /** Each record is made as the sink makes it; but nobody asks what became of a batch. */
  private void byLoop(Map<String, Object> settings) throws Exception {
    KafkaSettings bound = Section.of("clicks", settings).as(KafkaSettings.class);
    Records records = bound.records("clicks");
    try (Producer<byte[], byte[]> producer = bound.client("clicks").producer()) {
      for (Event event : events) {
        ProducerRecord<byte[], byte[]> record = records.record(event, bound.topic());
        var unused = producer.send(record);
      }
      producer.flush();
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
