package dev.eventlogger.spring;

import static java.util.Objects.requireNonNull;

import dev.eventlogger.Events;
import dev.eventlogger.event.EventDraft;
import dev.eventlogger.event.EventType;
import dev.eventlogger.event.Outcome;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.datasource.DataSourceUtils;
import org.springframework.jdbc.datasource.TransactionAwareDataSourceProxy;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * Logs into the transaction of the thread: an event exists exactly if that commits, see {@link
 * Events#in}. It must be a transaction of the application's {@code DataSource}, begun by
 * {@code @Transactional} or a template; one of JPA will do. Needs an outbox: a setting below {@code
 * event-logger.outbox}. Thread-safe.
 */
public final class TransactionEvents {

  private final Events events;
  private final DataSource connections;
  private final BooleanSupplier isOfJta;

  /**
   * Logs into transactions of connections.
   *
   * @param isOfJta whether transactions are JTA's, which a connection joins when it is first used
   */
  TransactionEvents(Events events, DataSource connections, BooleanSupplier isOfJta) {
    this.events = requireNonNull(events, "events");
    this.connections = requireNonNull(connections, "connections");
    this.isOfJta = requireNonNull(isOfJta, "isOfJta");
  }

  /**
   * Whether the thread has a transaction to log into: one of the {@code DataSource} that is not
   * over. In a callback of {@code afterCompletion}, which calls {@code @TransactionalEventListener}
   * by default, it is over. One of {@code afterCommit} comes after the commit too, but that cannot
   * be detected.
   */
  public boolean hasTransaction() {
    return isOfConnections() && isUncommitted();
  }

  /**
   * Logs a product event, as {@link Events#log(String, EventType, Map)}.
   *
   * @throws IllegalStateException if {@link #hasTransaction} is false, or there is no outbox
   * @throws dev.eventlogger.NotStagedException if the database does not take it: roll back
   */
  public Outcome log(@Nullable String uid, EventType type, Map<String, ?> data) {
    return within(transaction -> transaction.log(uid, type, data));
  }

  /**
   * Logs an event, as {@link Events#log(EventDraft)}.
   *
   * @throws IllegalStateException if {@link #hasTransaction} is false, or there is no outbox
   * @throws dev.eventlogger.NotStagedException if the database does not take it: roll back
   */
  public Outcome log(EventDraft draft) {
    return within(transaction -> transaction.log(draft));
  }

  /**
   * Logs several events, as {@link Events#logAll}.
   *
   * @throws IllegalStateException if {@link #hasTransaction} is false, or there is no outbox
   * @throws dev.eventlogger.NotStagedException if the database does not take one of them: roll back
   */
  public List<Outcome> logAll(List<EventDraft> drafts) {
    return within(transaction -> transaction.logAll(drafts));
  }

  private <T> T within(Function<Events, T> logging) {
    if (!isOfConnections()) {
      throw new IllegalStateException(
          "this thread has no transaction of the DataSource to log into; call it within"
              + " @Transactional, and before the commit: after it, and in transactions of something"
              + " else, log by Events");
    }
    Connection connection = DataSourceUtils.getConnection(connections);
    try {
      return logging.apply(events.in(connection));
    } finally {
      DataSourceUtils.releaseConnection(connection, connections);
    }
  }

  /**
   * Transaction managers, except JTA's, bind the connection when they begin a transaction. After a
   * transaction, callbacks may still see its connection, but cannot register further callbacks.
   */
  private boolean isOfConnections() {
    return TransactionSynchronizationManager.isActualTransactionActive()
        && TransactionSynchronizationManager.isSynchronizationActive()
        && (TransactionSynchronizationManager.hasResource(bound()) || isOfJta.getAsBoolean());
  }

  /** The {@code DataSource} that a transaction manager binds. */
  private DataSource bound() {
    DataSource bound = connections;
    while (bound instanceof TransactionAwareDataSourceProxy proxy
        && proxy.getTargetDataSource() != null) {
      bound = proxy.getTargetDataSource();
    }
    return bound;
  }

  /**
   * Whether the connection is in a transaction: one that was bound just by being used is in
   * auto-commit mode.
   */
  private boolean isUncommitted() {
    Connection connection = DataSourceUtils.getConnection(connections);
    try {
      return !connection.getAutoCommit();
    } catch (SQLException e) {
      return true; // it is broken, which logging will report
    } finally {
      DataSourceUtils.releaseConnection(connection, connections);
    }
  }
}
