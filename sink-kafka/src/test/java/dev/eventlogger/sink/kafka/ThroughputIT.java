package dev.eventlogger.sink.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.OperatingSystemMXBean;
import dev.eventlogger.config.Section;
import dev.eventlogger.delivery.DeliverySettings;
import dev.eventlogger.event.Event;
import dev.eventlogger.event.EventDraft;
import dev.eventlogger.event.EventType;
import dev.eventlogger.spi.DeliveryResult;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.ToDoubleFunction;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/**
 * Writes the same records with the sink, one batch after the other as delivery does by default, and
 * with a bare loop over a producer with the same properties, which waits once at the end. They take
 * turns, so that whatever else the machine does affects both; the median of the rounds' ratios
 * counts, in wall time and in CPU time.
 */
@Timeout(value = 30, unit = TimeUnit.MINUTES)
@EnabledIfSystemProperty(named = "eventlogger.long", matches = "true")
final class ThroughputIT {

  private static final int EVENTS = Integer.getInteger("eventlogger.throughput.events", 300_000);
  private static final int ROUNDS = 7;
  private static final int USUAL = 500; // the batch size for a sink that does not choose one
  private static final int PARTITIONS = 4;

  private final List<Event> events = events();
  private int topics;

  /** The cost of a run. */
  private record Cost(double seconds, double cpuSeconds) {}

  @Test
  void writesAboutAsFastAsABareLoop() throws Exception {
    DeliverySettings delivery = DeliverySettings.builder().build();
    int batch = Math.min(new KafkaEventLogger().batchSize(), fitting(delivery.batchBytes()));
    Writing own = settings -> bySink(settings, batch);
    Writing usual = settings -> bySink(settings, USUAL);
    List<Writing> all = List.of(own, usual, this::byLoop);
    for (Writing each : all) {
      Cost unused = cost(each);
    }
    List<List<Cost>> rounds = new ArrayList<>();
    for (int round = 0; round < ROUNDS; round++) {
      List<Cost> costs = new ArrayList<>();
      for (Writing each : all) {
        costs.add(cost(each));
      }
      rounds.add(costs);
    }
    double ratio = median(rounds, costs -> costs.get(2).seconds() / costs.get(0).seconds());
    System.out.printf(
        "figure: bare producer %.0f records/s; of that the sink in batches of %d: %.2f by the"
            + " clock, %.2f by CPU time; of %d: %.2f, %.2f%n",
        EVENTS / median(rounds, costs -> costs.get(2).seconds()),
        batch,
        ratio,
        median(rounds, costs -> costs.get(2).cpuSeconds() / costs.get(0).cpuSeconds()),
        USUAL,
        median(rounds, costs -> costs.get(2).seconds() / costs.get(1).seconds()),
        median(rounds, costs -> costs.get(2).cpuSeconds() / costs.get(1).cpuSeconds()));
    assertThat(ratio).isGreaterThanOrEqualTo(0.8);
  }

  private static double median(List<List<Cost>> rounds, ToDoubleFunction<List<Cost>> figure) {
    double[] sorted = rounds.stream().mapToDouble(figure).sorted().toArray();
    return sorted[sorted.length / 2];
  }

  /** How many of the events fit into a batch. */
  private int fitting(int bytes) {
    return bytes / events.stream().mapToInt(Event::size).max().orElseThrow();
  }

  private interface Writing {
    void write(Map<String, Object> settings) throws Exception;
  }

  private Cost cost(Writing writing) throws Exception {
    String topic = "throughput-" + topics++;
    SharedBroker.get().topics().create(topic, PARTITIONS);
    OperatingSystemMXBean system =
        (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
    long cpu = system.getProcessCpuTime();
    long begin = System.nanoTime();
    writing.write(SharedBroker.settings(topic));
    Cost cost =
        new Cost((System.nanoTime() - begin) / 1e9, (system.getProcessCpuTime() - cpu) / 1e9);
    assertThat(SharedBroker.get().topics().ends(topic).values().stream().mapToLong(n -> n).sum())
        .isEqualTo(EVENTS);
    SharedBroker.get().topics().delete(topic);
    return cost;
  }

  private void bySink(Map<String, Object> settings, int batch) throws Exception {
    try (OpenSink sink = OpenSink.with(settings)) {
      for (int i = 0; i < EVENTS; i += batch) {
        assertThat(sink.log(events.subList(i, Math.min(EVENTS, i + batch))))
            .isEqualTo(DeliveryResult.DELIVERED);
      }
    }
  }

  /** Makes each record as the sink does, but does not check what became of a batch. */
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
