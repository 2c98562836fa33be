package dev.eventlogger.sink.cloudwatch;

import static java.util.Objects.requireNonNull;

import com.google.auto.service.AutoService;
import dev.eventlogger.query.Cancellation;
import dev.eventlogger.query.EventPage;
import dev.eventlogger.query.EventQuery;
import dev.eventlogger.query.EventStore;
import dev.eventlogger.query.Field;
import dev.eventlogger.query.Removal;
import dev.eventlogger.query.UnsupportedQueryException;
import dev.eventlogger.query.UsageQuery;
import dev.eventlogger.query.UsageRow;
import dev.eventlogger.spi.SinkConfig;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;

/**
 * Finds what a {@link CloudWatchEventLogger} wrote, with {@code FilterLogEvents}.
 *
 * <p>The service searches the events of a time span, and of certain streams where the query asks
 * for event names; all other conditions are checked here, so every answer is exact. With {@code
 * event_time: logged} the service does not know when events happened, and all events of the streams
 * are searched. Events can be found some seconds after they were delivered. The store can neither
 * count nor remove events; messages say what to use instead. Thread-safe.
 */
@AutoService(EventStore.class)
public final class CloudWatchEventStore extends EventStore {

  private final Connection.Opener opener;
  private final Clock clock;
  private @Nullable CloudWatchSettings settings;
  private @Nullable Connection connection;
  private @Nullable LogReader reader;

  /** Connects to nothing yet. */
  public CloudWatchEventStore() {
    this(
        settings -> Connection.open(settings, AwsRetryStrategy.standardRetryStrategy()),
        Clock.systemUTC());
  }

  CloudWatchEventStore(Connection.Opener opener, Clock clock) {
    this.opener = opener;
    this.clock = clock;
  }

  @Override
  public String storeName() {
    return "cloudwatch";
  }

  /**
   * Prepares a client. The service is not asked before the first question.
   *
   * @throws IllegalArgumentException for wrong settings, if no region is known, and for a {@code
   *     format} from which events cannot be read
   */
  @Override
  public void open(SinkConfig config) {
    CloudWatchSettings read = config.as(CloudWatchSettings.class);
    if (!read.format().isReadable()) {
      throw new IllegalArgumentException(
          "format: events can be read back from canonical and emf only, which this log does not"
              + " write");
    }
    Connection opened = opener.open(read);
    settings = read;
    connection = opened;
    StreamNames streams =
        new StreamNames(read.streams(), StreamNames.localHost(), config.logName());
    reader = new LogReader(opened.client(), read, streams, clock);
  }

  @Override
  public EventPage find(EventQuery query, Cancellation cancellation) {
    if (!query.sort().field().equals(Field.CREATED_AT)) {
      throw new UnsupportedQueryException(
          "CloudWatch Logs cannot sort by "
              + query.sort().field()
              + "; sort by created_at, which it keeps events by");
    }
    return requireNonNull(reader, "find before open").find(query, cancellation);
  }

  @Override
  public List<UsageRow> usage(UsageQuery query, Cancellation cancellation) {
    throw new UnsupportedQueryException(
        "CloudWatch Logs cannot count here; ask Logs Insights for it (stats count(*) by name),"
            + " write metrics (format: emf), or query the events");
  }

  /**
   * True: both formats that can be read back, {@code canonical} and {@code emf}, keep the canonical
   * JSON.
   */
  @Override
  public boolean keepsBytes() {
    return true;
  }

  @Override
  public long purge(Instant before, Removal removal) {
    throw new UnsupportedQueryException(
        "CloudWatch Logs removes events by their age alone; set retention_days for " + group());
  }

  @Override
  public long erase(String uid, Removal removal) {
    throw new UnsupportedQueryException(
        "CloudWatch Logs cannot remove the events of a user; set retention_days for "
            + group()
            + ", after which they are gone, or delete whole log streams");
  }

  private String group() {
    return "log group " + (settings == null ? "" : settings.logGroup());
  }

  @Override
  public void close() {
    Connection closing = connection;
    connection = null;
    reader = null;
    if (closing != null) {
      closing.close();
    }
  }
}
