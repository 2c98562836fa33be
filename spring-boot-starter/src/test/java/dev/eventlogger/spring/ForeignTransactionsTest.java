package dev.eventlogger.spring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.mockito.Mockito.mock;

import dev.eventlogger.event.EventDraft;
import dev.eventlogger.event.Outcome;
import dev.eventlogger.spring.LogEvent.Capture;
import dev.eventlogger.testkit.InMemoryEventLogger;
import jakarta.transaction.Status;
import jakarta.transaction.UserTransaction;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.function.Consumer;
import javax.sql.DataSource;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.mockito.Mockito;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.ApplicationContext;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.jdbc.datasource.DriverManagerDataSource;
import org.springframework.jdbc.datasource.TransactionAwareDataSourceProxy;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.jta.JtaTransactionManager;
import org.springframework.transaction.support.AbstractPlatformTransactionManager;
import org.springframework.transaction.support.DefaultTransactionStatus;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;
import org.springframework.transaction.support.TransactionTemplate;

/** Transactions that are over, or of another resource, commit no event. */
@Tag("smoke")
@Timeout(60)
class ForeignTransactionsTest {

  private static final EventDraft NOTED = EventDraft.named("noted");

  private final InMemoryEventLogger delivered = new InMemoryEventLogger();
  private DataSource connections = new NoAutoCommit();

  /** Connections without auto-commit, as pools can be configured to provide. */
  static final class NoAutoCommit extends DriverManagerDataSource {

    NoAutoCommit() {
      super("jdbc:h2:mem:foreign" + System.nanoTime() + ";DB_CLOSE_DELAY=-1");
    }

    @Override
    public Connection getConnection() throws SQLException {
      Connection connection = super.getConnection();
      connection.setAutoCommit(false);
      return connection;
    }
  }

  /** Transactions of a message broker, for example. */
  static final class OfMessages extends AbstractPlatformTransactionManager {

    private static final long serialVersionUID = 1;

    @Override
    protected Object doGetTransaction() {
      return "transaction";
    }

    @Override
    protected void doBegin(Object transaction, TransactionDefinition definition) {}

    @Override
    protected void doCommit(DefaultTransactionStatus status) {}

    @Override
    protected void doRollback(DefaultTransactionStatus status) {}
  }

  /** Logs in the transaction around the call. */
  static class Notes {
    @LogEvent(name = "written", capture = Capture.IN_TRANSACTION)
    public void write() {}
  }

  private void run(PlatformTransactionManager manager, Consumer<ApplicationContext> work) {
    new ApplicationContextRunner()
        .withBean(InMemoryEventLogger.class, () -> delivered)
        .withBean(DataSource.class, () -> connections)
        .withBean(PlatformTransactionManager.class, () -> manager)
        .withBean(Notes.class)
        .withConfiguration(
            AutoConfigurations.of(
                EventLoggerAutoConfiguration.class, DatabaseAutoConfiguration.class))
        .withPropertyValues(
            "event-logger.logger-name=in-memory",
            "event-logger.outbox.poll=10ms",
            "event-logger.delivery.linger=1ms",
            "event-logger.reports.every=0s")
        .run(
            context -> {
              assertThat(context).hasNotFailed();
              new TransactionTemplate(manager).executeWithoutResult(status -> work.accept(context));
            });
  }

  private static void refusesAndLogsCallsAtOnce(
      ApplicationContext context, InMemoryEventLogger log) {
    TransactionEvents events = context.getBean(TransactionEvents.class);
    assertThat(events.hasTransaction()).isFalse();
    assertThatThrownBy(() -> events.log(NOTED))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageStartingWith("this thread has no transaction of the DataSource to log into");
    context.getBean(Notes.class).write();
    try {
      assertThat(log.await(1, Duration.ofSeconds(20)).get(0).name()).isEqualTo("written");
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void logsIntoNoTransactionThatIsOver() {
    AssertionError[] failure = new AssertionError[1];
    run(
        new DataSourceTransactionManager(connections),
        context ->
            TransactionSynchronizationManager.registerSynchronization(
                new TransactionSynchronization() {
                  @Override
                  public void afterCompletion(int status) {
                    try {
                      refusesAndLogsCallsAtOnce(context, delivered);
                    } catch (AssertionError e) {
                      failure[0] = e; // Spring would only log it
                    }
                  }
                }));
    assertThat(failure[0]).isNull();
    assertThat(delivered.events()).hasSize(1);
  }

  @Test
  void logsIntoNoTransactionOfSomethingElse() {
    run(new OfMessages(), context -> refusesAndLogsCallsAtOnce(context, delivered));
    assertThat(delivered.events()).hasSize(1);
  }

  @Test
  void knowsAConnectionThatIsOnlyBoundBecauseItWasUsed() {
    connections =
        new DriverManagerDataSource("jdbc:h2:mem:used" + System.nanoTime() + ";DB_CLOSE_DELAY=-1");
    run(
        new OfMessages(),
        context -> {
          new JdbcTemplate(connections).execute("CREATE TABLE used (id INT)");
          assertThat(context.getBean(TransactionEvents.class).hasTransaction()).isFalse();
          context.getBean(Notes.class).write();
        });
    assertThat(delivered.events()).hasSize(1);
  }

  @Test
  void logsIntoTransactionsThroughAProxyThatKnowsOfThem() throws Exception {
    DataSource behind = connections;
    connections = new TransactionAwareDataSourceProxy(behind);
    run(
        new DataSourceTransactionManager(behind),
        context ->
            assertThat(context.getBean(TransactionEvents.class).log(NOTED))
                .isInstanceOf(Outcome.Staged.class));
  }

  @Test
  void logsIntoTransactionsOfJta() throws Exception {
    UserTransaction ofJta = mock(UserTransaction.class);
    Mockito.when(ofJta.getStatus()).thenReturn(Status.STATUS_NO_TRANSACTION, Status.STATUS_ACTIVE);
    run(
        new JtaTransactionManager(ofJta),
        context ->
            assertThat(context.getBean(TransactionEvents.class).log(NOTED))
                .isInstanceOf(Outcome.Staged.class));
  }
}
