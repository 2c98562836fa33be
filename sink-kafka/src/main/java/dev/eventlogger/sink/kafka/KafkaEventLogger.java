package dev.eventlogger.sink.kafka;

import static java.util.Objects.requireNonNull;

import com.google.auto.service.AutoService;
import dev.eventlogger.event.Event;
import dev.eventlogger.spi.BaseEventLogger;
import dev.eventlogger.spi.DeliveryResult;
import dev.eventlogger.spi.SinkConfig;
import dev.eventlogger.spi.SinkException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Writes events to topics of Kafka, one record each.
 *
 * <p>Settings: {@code bootstrap_servers} (default {@code localhost:9092}); {@code topic} (a
 * template with <code>{log}</code>, <code>{event_type}</code>, <code>{name}</code> and <code>
 * {level}</code>; default {@code events}); {@code key_by} ({@code uid}, {@code subject}, {@code
 * id}, {@code none} or {@code data.x}; default {@code uid}); {@code format} ({@code canonical},
 * with CloudEvents' headers, or {@code cloudevents}; default {@code canonical}); {@code timestamp}
 * ({@code sent} or {@code created_at}; default {@code sent}); {@code delivery_timeout} (default 30
 * s; must be less than {@code call_timeout} by more than 15 s); {@code properties} (of Kafka's
 * producer).
 *
 * <p>Each event has an outcome of its own. An event that its topic refuses (because the record is
 * too large) becomes a dead letter. Events wait while their topic is missing, brokers do not
 * answer, or a password or a permission is wrong; those of other topics in the same batch are
 * delivered. But delivery takes no other batch until this one is done, so one missing topic stops
 * its log. An event counts as delivered once every in-sync replica has its record, and the
 * producer's own retries leave no duplicates; after a call that ended without an answer an event
 * may be there twice, with the same id.
 */
@AutoService(BaseEventLogger.class)
public final class KafkaEventLogger extends BaseEventLogger {

  /** The sink waits once per batch; delivery's limit, one mebibyte of events, is usually fewer. */
  private static final int BATCH_SIZE = 5_000;

  private @Nullable RecordWriter writer;

  /** Connects to nothing yet. */
  public KafkaEventLogger() {}

  @Override
  public String loggerName() {
    return "kafka";
  }

  /**
   * Creates the producer, which connects in the background; whether brokers answer shows with the
   * first batch.
   *
   * @throws IllegalArgumentException for wrong settings
   * @throws SinkException {@code unavailable} if none of the servers has an address
   */
  @Override
  public void open(SinkConfig config) throws SinkException {
    close();
    KafkaSettings settings = config.as(KafkaSettings.class).within(config.callTimeout());
    ClientProperties properties = settings.client(config.logName());
    Records records = settings.records(config.logName());
    RecordWriter opened =
        new RecordWriter(properties::producer, records, settings.askingTime(), properties.where());
    opened.connect();
    writer = opened;
  }

  /**
   * Checks the properties as Kafka does, and looks for the files that they name.
   *
   * @throws IllegalArgumentException if a property is wrong, or a file cannot be read
   */
  @Override
  public void check(SinkConfig config) {
    KafkaSettings settings = config.as(KafkaSettings.class).within(config.callTimeout());
    settings.client(config.logName()).check();
    settings.records(config.logName());
  }

  @Override
  public int batchSize() {
    return BATCH_SIZE;
  }

  /**
   * Writes a batch, and waits until each record is written, refused, or out of time.
   *
   * @throws SinkException if none of the events is settled, saying what is to be done
   */
  @Override
  public DeliveryResult log(List<Event> batch) throws Exception {
    return requireNonNull(writer, "log before open").write(batch);
  }

  @Override
  public void close() {
    RecordWriter closing = writer;
    writer = null;
    if (closing != null) {
      closing.close();
    }
  }
}
