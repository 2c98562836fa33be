package dev.eventlogger.sink.elasticsearch;

import static java.util.Objects.requireNonNull;

import com.google.auto.service.AutoService;
import dev.eventlogger.event.Event;
import dev.eventlogger.sink.elasticsearch.ElasticsearchSettings.TypedFields;
import dev.eventlogger.spi.BaseEventLogger;
import dev.eventlogger.spi.DeliveryResult;
import dev.eventlogger.spi.SinkConfig;
import dev.eventlogger.spi.SinkException;
import java.io.IOException;
import java.time.InstantSource;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Writes events to Elasticsearch, one document each, through the bulk API.
 *
 * <p>Settings: {@code host} (default {@code localhost}) and {@code port} (9200), or {@code hosts}
 * (URIs); {@code index} (default <code>{log}-{yyyy.MM.dd}</code>, the event's day in UTC) or {@code
 * data_stream}, with {@code data_retention}; {@code http_auth} (user and password) or {@code
 * api_key}; {@code ca_file} or {@code ca_fingerprint} (TLS); {@code templates} ({@code install},
 * {@code overwrite} or {@code none}; default {@code install}) and {@code template_priority}; {@code
 * max_age} and {@code max_future} (of events, where the index is chosen by time); {@code
 * typed_fields} ({@code none} or {@code schema}; default {@code none}); {@code connect_timeout} (5
 * s), {@code request_timeout} (30 s) and {@code bulk_bytes} (5 MiB).
 *
 * <p>Each event has an outcome of its own: created, already there, to be sent again, or refused for
 * good with the server's reason. A wrong password makes the log wait. So does an index that takes
 * nothing, unless it is the index of another time and the present one works.
 */
@AutoService(BaseEventLogger.class)
public final class ElasticsearchEventLogger extends BaseEventLogger {

  private @Nullable Cluster cluster;
  private @Nullable Bulk bulk;

  /** Connects to nothing yet. */
  public ElasticsearchEventLogger() {}

  @Override
  public String loggerName() {
    return "elasticsearch";
  }

  @Override
  public boolean isReadable() {
    return true;
  }

  /**
   * Creates the client and, unless told not to, installs missing templates.
   *
   * @throws IllegalArgumentException for wrong settings
   * @throws SinkException if the server does not answer, or refuses us, or another template would
   *     determine the fields of the indices
   */
  @Override
  public void open(SinkConfig config) throws IOException, SinkException {
    ElasticsearchSettings settings = config.as(ElasticsearchSettings.class);
    close();
    Cluster opened = Cluster.of(settings);
    cluster = opened;
    Destination destination = settings.destination(config.logName());
    TypedData typed =
        settings.typedFields() == TypedFields.SCHEMA
            ? SchemaFields.of(config.schemas().values())
            : TypedData.NONE;
    try {
      new Templates(opened, settings.templates(), settings.templatePriority(), config.logName())
          .install(destination, typed, settings.dataRetention());
    } catch (IOException | RuntimeException e) {
      throw ElasticsearchFailures.of(opened.where("templates"), e);
    }
    InstantSource clock = InstantSource.system();
    bulk =
        new Bulk(
            opened,
            destination,
            new DocumentWriter(typed),
            new Admission(settings.maxAge(), settings.maxFuture(), clock),
            clock,
            settings.bulkBytes());
  }

  /**
   * Creates the client, which reads {@code ca_file}, and connects to nothing.
   *
   * @throws IllegalArgumentException if the certificates cannot be read
   */
  @Override
  public void check(SinkConfig config) throws IOException {
    Connection.open(config.as(ElasticsearchSettings.class))._transport().close();
  }

  /**
   * Creates the documents of a batch.
   *
   * @throws SinkException if none of the events is settled, saying what is to be done
   */
  @Override
  public DeliveryResult log(List<Event> batch) throws SinkException {
    return requireNonNull(bulk, "log before open").send(batch);
  }

  @Override
  public void close() throws IOException {
    Cluster closing = cluster;
    cluster = null;
    bulk = null;
    if (closing != null) {
      closing.client().close();
    }
  }
}
