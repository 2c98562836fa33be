package dev.eventlogger.sink.cloudwatch;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.eventlogger.event.Event;
import dev.eventlogger.formats.EventFormat;
import java.time.Clock;
import java.util.UUID;

/** Makes log events from events: their time and their text. For one thread. */
final class EntryMaker {

  private static final int TIME_ORDERED = 7;

  private final CloudWatchSettings settings;
  private final EmbeddedMetrics metrics;
  private final Clock clock;

  EntryMaker(CloudWatchSettings settings, String host, String log, Clock clock) {
    this.settings = settings;
    this.metrics = new EmbeddedMetrics(settings.emf(), host, log);
    this.clock = clock;
  }

  /** The event as it is to be sent. */
  Entry entry(Event event) {
    long millis = millis(event);
    String message = message(event, millis);
    int bytes =
        settings.format() == MessageFormat.CANONICAL
            ? event.size()
            : message.getBytes(UTF_8).length;
    return new Entry(event, millis, message, bytes);
  }

  private long millis(Event event) {
    return switch (settings.eventTime()) {
      case CREATED_AT -> event.createdAt().toEpochMilli();
      case LOGGED -> logged(event.id());
    };
  }

  /**
   * The time in a UUIDv7 (RFC 9562), its first 48 bits; the present for other ids, which hold none.
   */
  private long logged(UUID id) {
    return id.version() == TIME_ORDERED ? id.getMostSignificantBits() >>> 16 : clock.millis();
  }

  private String message(Event event, long millis) {
    return switch (settings.format()) {
      case CANONICAL -> event.toJson();
      case JUPYTER -> EventFormat.JUPYTER.toJson(event);
      case CLOUDEVENTS -> EventFormat.CLOUDEVENTS.toJson(event);
      case ECS -> EventFormat.ECS.toJson(event);
      case EMF -> metrics.message(event, millis);
    };
  }
}
