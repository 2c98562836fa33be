package dev.eventlogger.sink.cloudwatch;

import static java.util.Objects.requireNonNull;

import com.google.auto.service.AutoService;
import dev.eventlogger.event.Event;
import dev.eventlogger.spi.BaseEventLogger;
import dev.eventlogger.spi.DeliveryResult;
import dev.eventlogger.spi.SinkConfig;
import dev.eventlogger.spi.SinkException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;

/**
 * Sends events to Amazon CloudWatch Logs, each as one log event.
 *
 * <p>Settings: {@code log_group} (required), {@code streams} (the log stream for each event name,
 * and {@code *} for all others; a template with {@code {host}}, {@code {log}}, {@code {date}},
 * {@code {name}} and {@code {level}}; default {@code {host}}), {@code region}, {@code endpoint},
 * {@code profile} or {@code access_key_id}, {@code secret_access_key} and {@code session_token}
 * (default: the environment's credentials), {@code role} (to assume), {@code create} (what is
 * missing; default true), {@code retention_days} and {@code tags} (of the group), {@code
 * max_event_bytes} (default 1048550), {@code event_time} ({@code created_at} or {@code logged};
 * default {@code created_at}), {@code format} ({@code canonical}, {@code jupyter}, {@code
 * cloudevents}, {@code ecs} or {@code emf}; default {@code canonical}) and {@code emf}.
 *
 * <p>Each stream's events are written in order of time, and equal times in the order accepted, in
 * as many calls as the service's limits require. Events that are too old, too new or too large for
 * the service are rejected one by one. Streams do not hold up each other. The service does not
 * recognize repetitions: after a call whose answer was lost, events are there twice, with the same
 * id.
 */
@AutoService(BaseEventLogger.class)
public final class CloudWatchEventLogger extends BaseEventLogger {

  private static final Logger LOGGER = System.getLogger(CloudWatchEventLogger.class.getName());

  /** After this many calls without an answer, the rest of a batch waits for the next try. */
  private static final int MOST_UNANSWERED = 2;

  private final Connection.Opener opener;
  private final Clock clock;
  private CloudWatchSettings settings;
  private StreamNames streams;
  private EntryMaker entries;
  private Instant leaveAloneUntil = Instant.MIN;
  private boolean saidPartly;
  private @Nullable Connection connection;
  private @Nullable StreamWriter writer;

  /** Connects to nothing yet. */
  public CloudWatchEventLogger() {
    // Retrying is up to delivery, which knows the whole batch.
    this(settings -> Connection.open(settings, AwsRetryStrategy.doNotRetry()), Clock.systemUTC());
  }

  CloudWatchEventLogger(Connection.Opener opener, Clock clock) {
    this.opener = opener;
    this.clock = clock;
  }

  @Override
  public String loggerName() {
    return "cloudwatch";
  }

  @Override
  public boolean isReadable() {
    return true;
  }

  /**
   * Prepares a client. The service is not asked before the first batch.
   *
   * @throws IllegalArgumentException for wrong settings, if no region is known, and for {@code
   *     retention_days} of a log that is sealed
   */
  @Override
  public void open(SinkConfig config) {
    settings = config.as(CloudWatchSettings.class);
    if (config.isSealed() && settings.retentionDays() != null) {
      throw new IllegalArgumentException(
          "retention_days: the log is sealed, and what the service removes by itself counts as"
              + " tampering; remove the setting, or the seal");
    }
    String host = StreamNames.localHost();
    streams = new StreamNames(settings.streams(), host, config.logName());
    entries = new EntryMaker(settings, host, config.logName(), clock);
    Connection opened = opener.open(settings);
    connection = opened;
    writer =
        new StreamWriter(
            opened.client(), settings.logGroup(), new LogGroup(opened.client(), settings));
  }

  /**
   * Makes the client, without sending a request.
   *
   * @throws IllegalArgumentException if no region is known
   */
  @Override
  public void check(SinkConfig config) {
    opener.open(config.as(CloudWatchSettings.class)).close();
  }

  /**
   * Writes a batch to its streams.
   *
   * @throws SinkException if nothing of the batch could be delivered or rejected
   */
  @Override
  public DeliveryResult log(List<Event> batch) throws SinkException, InterruptedException {
    checkLeftAlone();
    List<Event> events = List.copyOf(batch); // copied once: a batch may make its events on demand
    Verdicts verdicts = new Verdicts(events);
    SinkException failure = write(byStream(events, verdicts), verdicts);
    if (failure != null && verdicts.isEmpty()) {
      leaveAloneUntil = Instant.MIN; // Delivery gets the hint with the failure, and keeps to it.
      throw failure;
    }
    report(failure);
    return verdicts.result();
  }

  /**
   * Keeps to a hint that came with the failure of only a part of a batch, which could not be passed
   * on.
   */
  private void checkLeftAlone() throws SinkException {
    Duration left = Duration.between(clock.instant(), leaveAloneUntil);
    if (!left.isNegative() && !left.isZero()) {
      throw SinkException.unavailable(left, "throttled; the service asked to be left alone", null);
    }
  }

  private Map<String, List<Entry>> byStream(List<Event> events, Verdicts verdicts) {
    Map<String, List<Entry>> byStream = new LinkedHashMap<>();
    for (Event event : events) {
      Entry entry = entries.entry(event);
      if (entry.bytes() > settings.maxEventBytes()) {
        verdicts.reject(
            event, "too large: " + entry.bytes() + " bytes; most are " + settings.maxEventBytes());
      } else if (entry.millis() < 0) {
        verdicts.reject(event, "too old: CloudWatch Logs takes no event from before 1970");
      } else {
        String stream = streams.stream(event, entry.millis());
        byStream.computeIfAbsent(stream, name -> new ArrayList<>()).add(entry);
      }
    }
    return byStream;
  }

  /**
   * Writes each stream whatever becomes of the others. Returns the last failure, if there was one.
   */
  private @Nullable SinkException write(Map<String, List<Entry>> byStream, Verdicts verdicts)
      throws InterruptedException {
    StreamWriter to = requireNonNull(writer, "log before open");
    SinkException last = null;
    int unanswered = 0;
    for (Map.Entry<String, List<Entry>> stream : byStream.entrySet()) {
      try {
        to.write(stream.getKey(), stream.getValue(), verdicts);
      } catch (SinkException e) {
        last = e;
        e.retryAfter().ifPresent(delay -> leaveAloneUntil = clock.instant().plus(delay));
        unanswered += CloudWatchFailures.isWithoutAnswer(e) ? 1 : 0;
      } catch (InterruptedException e) {
        if (verdicts.isEmpty()) {
          throw e;
        }
        return SinkException.unavailable("interrupted, which took too long", e);
      }
      if (unanswered == MOST_UNANSWERED || clock.instant().isBefore(leaveAloneUntil)) {
        break;
      }
    }
    return last;
  }

  /**
   * Logs the failure of a part of a batch, of which delivery learns only that events are to be sent
   * again.
   */
  private void report(@Nullable SinkException failure) {
    if (failure != null && !saidPartly) {
      LOGGER.log(
          Level.WARNING,
          "a part of a batch was not taken and is sent again; said once until all is: "
              + failure.getMessage());
    }
    saidPartly = failure != null;
  }

  @Override
  public void close() {
    Connection closing = connection;
    connection = null;
    writer = null;
    if (closing != null) {
      closing.close();
    }
  }
}
