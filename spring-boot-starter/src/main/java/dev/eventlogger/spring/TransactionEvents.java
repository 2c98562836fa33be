package dev.eventlogger.spring;

import static java.util.Objects.requireNonNull;

import dev.eventlogger.Events;
import dev.eventlogger.event.EventDraft;
import dev.eventlogger.event.EventType;
import dev.eventlogger.event.Outcome;
import java.sql.Connection;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.datasource.DataSourceUtils;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * Logs into the transaction of the thread: an event is there exactly if that commits, as {@link
 * Events#in} says. The transaction is one of the application's {@code DataSource}, begun by
 * {@code @Transactional} or a template, also that of JPA. Needs an outbox: a setting below {@code
 * event-logger.outbox}. Thread-safe.
 */
public final class TransactionEvents {

  private final Events events;
  private final DataSource connections;

  TransactionEvents(Events events, DataSource connections) {
    this.events = requireNonNull(events, "events");
    this.connections = requireNonNull(connections, "connections");
  }

  /**
   * Logs a product event, as {@link Events#log(String, EventType, Map)}.
   *
   * @throws IllegalStateException if the thread has no transaction, or there is no outbox
   * @throws dev.eventlogger.NotStagedException if the database does not take it: roll back
   */
  public Outcome log(@Nullable String uid, EventType type, Map<String, ?> data) {
    return within(transaction -> transaction.log(uid, type, data));
  }

  /**
   * Logs an event of which more is known, as {@link Events#log(EventDraft)}.
   *
   * @throws IllegalStateException if the thread has no transaction, or there is no outbox
   * @throws dev.eventlogger.NotStagedException if the database does not take it: roll back
   */
  public Outcome log(EventDraft draft) {
    return within(transaction -> transaction.log(draft));
  }

  /**
   * Logs all of some events, as {@link Events#logAll}.
   *
   * @throws IllegalStateException if the thread has no transaction, or there is no outbox
   * @throws dev.eventlogger.NotStagedException if the database does not take one of them: roll back
   */
  public List<Outcome> logAll(List<EventDraft> drafts) {
    return within(transaction -> transaction.logAll(drafts));
  }

  private <T> T within(Function<Events, T> logging) {
    if (!TransactionSynchronizationManager.isActualTransactionActive()) {
      throw new IllegalStateException(
          "this thread has no transaction to log into; call it within @Transactional");
    }
    Connection connection = DataSourceUtils.getConnection(connections);
    try {
      return logging.apply(events.in(connection));
    } finally {
      DataSourceUtils.releaseConnection(connection, connections);
    }
  }
}
