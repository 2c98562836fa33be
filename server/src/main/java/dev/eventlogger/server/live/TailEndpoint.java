package dev.eventlogger.server.live;

import dev.eventlogger.EventLogger;
import dev.eventlogger.event.Event;
import dev.eventlogger.formats.dialect.Refusal;
import dev.eventlogger.query.Cancellation;
import dev.eventlogger.query.EventFilter;
import dev.eventlogger.query.EventStore;
import dev.eventlogger.server.api.ReadingParts;
import dev.eventlogger.server.http.Endpoint;
import dev.eventlogger.server.http.EventStream;
import dev.eventlogger.server.http.Exchange;
import dev.eventlogger.server.reading.TailQuestion;
import dev.eventlogger.server.trust.Caller;
import dev.eventlogger.server.trust.Scope;
import dev.eventlogger.spi.FailureWords;
import java.lang.System.Logger.Level;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/**
 * {@code GET /api/log/tail}: events as they arrive, as Server-Sent Events. Thread-safe.
 *
 * <p>A reader that reconnects with {@code Last-Event-ID} goes on where it was: from memory, or from
 * the store, in which case events of the seconds before may be sent again.
 */
public final class TailEndpoint implements Endpoint, AutoCloseable {

  private static final System.Logger LOG = System.getLogger("dev.eventlogger.server");

  private final EventLogger events;
  private final ReadingParts parts;
  private final Map<String, LiveFeed> feeds = new ConcurrentHashMap<>();

  /** Tails the logs that can be read. */
  public TailEndpoint(EventLogger events, ReadingParts parts) {
    this.events = events;
    this.parts = parts;
  }

  @Override
  public boolean takesHead() {
    return false;
  }

  @Override
  public void handle(Exchange exchange) {
    parts.admission().admitted(exchange, Scope.READ).ifPresent(caller -> tail(exchange, caller));
  }

  private void tail(Exchange exchange, Caller caller) {
    TailQuestion question;
    try {
      question = TailQuestion.of(exchange.head(), parts.logs(), parts.clock().instant());
    } catch (IllegalArgumentException e) {
      exchange.refuse(Refusal.of(400, String.valueOf(e.getMessage())));
      return;
    }
    parts.audit().note(caller, "tail", question.log(), exchange.head().query());
    BooleanSupplier isAllowed = parts.admission().forLong(exchange, Scope.READ);
    exchange.openStream(isAllowed, stream -> listen(question, stream));
  }

  private Runnable listen(TailQuestion question, EventStream stream) {
    LiveFeed feed = feeds.computeIfAbsent(question.log(), this::feed);
    LiveFeed.Listening listening =
        feed.listen(stream, question.filter(), question.after(), question.last() > 0);
    if (listening.isToReplay()) {
      boolean isBegun = parts.readers().later(() -> replay(question, listening));
      if (!isBegun) {
        listening.listener().replayed(List.of(), false);
      }
    }
    return listening.listener()::leave;
  }

  private void replay(TailQuestion question, LiveFeed.Listening listening) {
    List<LiveEvent> past = List.of();
    boolean isWhole = false;
    try {
      // Events in the store by then are not sent as new, and so have to be read here.
      boolean unused =
          listening.isBegun().await(StorePoll.TIMEOUT.toMillis(), TimeUnit.MILLISECONDS);
      EventStore store = parts.logs().store(question.log(), Cancellation.after(StorePoll.TIMEOUT));
      StorePoll.Past read =
          question.after() == null
              ? StorePoll.last(store, question.filter(), question.last())
              : StorePoll.after(store, question.filter(), question.after());
      past = withTold(read.events(), question, listening.told());
      isWhole = read.isWhole();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (RuntimeException e) {
      LOG.log(Level.WARNING, "the past could not be replayed: " + FailureWords.of(e));
    } finally {
      listening.listener().replayed(past, isWhole);
    }
  }

  /** Adds events that others were sent lately, which may not have been in the store yet. */
  private static List<LiveEvent> withTold(
      List<Event> read, TailQuestion question, List<LiveEvent> told) {
    Map<UUID, LiveEvent> all = new LinkedHashMap<>();
    read.forEach(event -> all.put(event.id(), LiveEvent.of(event)));
    told.stream()
        .filter(event -> question.filter().matches(event.event()))
        .forEach(event -> all.putIfAbsent(event.event().id(), event));
    if (question.after() != null) {
      all.remove(question.after());
      return List.copyOf(all.values());
    }
    List<LiveEvent> byTime = new ArrayList<>(all.values());
    byTime.sort(Comparator.comparing(event -> event.event().createdAt()));
    return byTime.subList(Math.max(0, byTime.size() - question.last()), byTime.size());
  }

  private LiveFeed feed(String log) {
    return new LiveFeed(
        new LiveFeed.Source() {
          @Override
          public AutoCloseable subscribe(Consumer<Event> subscriber) {
            return events.subscribe(log, subscriber);
          }

          @Override
          public void since(Instant time, Cancellation cancellation, Consumer<List<Event>> pages) {
            StorePoll.pages(
                parts.logs().store(log, cancellation),
                EventFilter.since(time),
                cancellation,
                page -> {
                  pages.accept(page);
                  return true;
                });
          }
        });
  }

  @Override
  public void close() {
    feeds.values().forEach(LiveFeed::close);
  }
}
