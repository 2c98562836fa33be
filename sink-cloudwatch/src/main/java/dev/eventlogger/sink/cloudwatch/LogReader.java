package dev.eventlogger.sink.cloudwatch;

import static java.util.Objects.requireNonNullElse;

import dev.eventlogger.event.Event;
import dev.eventlogger.query.Cancellation;
import dev.eventlogger.query.EventFilter;
import dev.eventlogger.query.EventPage;
import dev.eventlogger.query.EventQuery;
import dev.eventlogger.query.PageKey;
import dev.eventlogger.query.StoreException;
import dev.eventlogger.sink.cloudwatch.CloudWatchSettings.EventTime;
import dev.eventlogger.spi.FailureWords;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.cloudwatchlogs.CloudWatchLogsClient;
import software.amazon.awssdk.services.cloudwatchlogs.model.FilterLogEventsRequest;
import software.amazon.awssdk.services.cloudwatchlogs.model.FilterLogEventsResponse;
import software.amazon.awssdk.services.cloudwatchlogs.model.FilteredLogEvent;
import software.amazon.awssdk.services.cloudwatchlogs.model.ResourceNotFoundException;

/**
 * Searches events with {@code FilterLogEvents}, which returns the earliest first. For the latest,
 * it searches the last hour, then the four hours before, and so on. Thread-safe.
 */
final class LogReader {

  private static final Duration FIRST_SPAN = Duration.ofHours(1);
  private static final int GROWTH = 4;

  private final CloudWatchLogsClient client;
  private final CloudWatchSettings settings;
  private final StreamNames streams;
  private final Clock clock;

  /**
   * A span of time to search.
   *
   * @param first milliseconds since 1970
   * @param last the same, inclusive
   */
  private record Span(long first, long last) {}

  LogReader(
      CloudWatchLogsClient client, CloudWatchSettings settings, StreamNames streams, Clock clock) {
    this.client = client;
    this.settings = settings;
    this.streams = streams;
    this.clock = clock;
  }

  /**
   * Returns a page of events in order of time.
   *
   * @throws StoreException if the service does not answer, or refuses
   */
  EventPage find(EventQuery query, Cancellation cancellation) {
    Page page = new Page(query);
    Span all = span(query);
    if (all.last() < all.first()) {
      return page.toEventPage();
    }
    if (settings.eventTime() == EventTime.LOGGED) {
      scan(query, new Span(0, Long.MAX_VALUE), page, event -> false, cancellation);
    } else if (query.sort().ascending()) {
      scan(
          query,
          all,
          page,
          event -> page.isFull() && event.timestamp() > page.lastMillis(),
          cancellation);
    } else {
      scanBackwards(query, all, page, cancellation);
    }
    return page.toEventPage();
  }

  private static Span span(EventQuery query) {
    EventFilter filter = query.filter();
    long first = filter.since() == null ? 0 : filter.since().toEpochMilli();
    long last = filter.until() == null ? Long.MAX_VALUE : filter.until().toEpochMilli();
    PageKey after = query.afterKey();
    if (after != null && after.value() instanceof Instant time) {
      if (query.sort().ascending()) {
        first = Math.max(first, time.toEpochMilli());
      } else {
        last = Math.min(last, time.toEpochMilli());
      }
    }
    return new Span(Math.max(0, first), last);
  }

  private void scanBackwards(EventQuery query, Span all, Page page, Cancellation cancellation) {
    long last = all.last();
    long length = FIRST_SPAN.toMillis();
    while (last >= all.first() && !page.isFull()) {
      long first = Math.max(all.first(), Math.min(last, clock.millis()) - length);
      scan(query, new Span(first, last), page, event -> false, cancellation);
      last = first - 1;
      length *= GROWTH;
    }
  }

  /** Searches a span, until its end or until an event shows that the rest is not needed. */
  private void scan(
      EventQuery query,
      Span span,
      Page page,
      Predicate<FilteredLogEvent> isEnough,
      Cancellation cancellation) {
    StreamChoice choice = StreamChoice.of(streams, query.filter().conditions());
    try {
      scan(query, span, choice, page, isEnough, cancellation);
    } catch (ResourceNotFoundException e) {
      // One of the named streams does not exist yet.
      scan(query, span, StreamChoice.ALL, page, isEnough, cancellation);
    }
  }

  private void scan(
      EventQuery query,
      Span span,
      StreamChoice choice,
      Page page,
      Predicate<FilteredLogEvent> isEnough,
      Cancellation cancellation) {
    String pattern = ServerFilter.of(query.filter().conditions());
    String token = null;
    do {
      cancellation.check();
      FilterLogEventsResponse answer = ask(request(span, choice, pattern, token));
      for (FilteredLogEvent found : answer.events()) {
        if (isEnough.test(found)) {
          return;
        }
        Event event = Messages.event(found.message());
        if (event != null && streams.isStreamOf(found.logStreamName(), event, found.timestamp())) {
          page.add(event);
        }
      }
      token = answer.nextToken();
    } while (token != null);
  }

  private FilterLogEventsRequest request(
      Span span, StreamChoice choice, @Nullable String pattern, @Nullable String token) {
    List<String> names = choice.names();
    return FilterLogEventsRequest.builder()
        .logGroupName(settings.logGroup())
        .logStreamNames(names.isEmpty() ? null : names)
        .logStreamNamePrefix(choice.prefix())
        .startTime(span.first())
        .endTime(span.last() == Long.MAX_VALUE ? null : span.last())
        .filterPattern(pattern)
        .nextToken(token)
        .build();
  }

  /**
   * Fetches a page; if streams were named and one is missing, that exception is passed on
   * unchanged.
   */
  private FilterLogEventsResponse ask(FilterLogEventsRequest request) {
    try {
      return client.filterLogEvents(request);
    } catch (ResourceNotFoundException e) {
      throw request.logStreamNames().isEmpty() ? missing(e) : e;
    } catch (SdkException e) {
      String why =
          CloudWatchFailures.of(e, "logs:FilterLogEvents", "log group " + settings.logGroup())
              .getMessage();
      throw new StoreException(requireNonNullElse(why, "no answer"), FailureWords.shown(e));
    }
  }

  private StoreException missing(ResourceNotFoundException cause) {
    return new StoreException(
        "log group "
            + settings.logGroup()
            + " does not exist in this account and region; check log_group, or log an event",
        FailureWords.shown(cause));
  }
}
