package dev.eventlogger.spring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.eventlogger.event.Event;
import dev.eventlogger.event.Level;
import dev.eventlogger.intake.context.ContextSource;
import dev.eventlogger.spring.method.LogEventPostProcessor;
import dev.eventlogger.testkit.InMemoryEventLogger;
import jakarta.annotation.PreDestroy;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import javax.sql.DataSource;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.assertj.AssertableApplicationContext;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.context.runner.ContextConsumer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.jdbc.datasource.DriverManagerDataSource;
import org.springframework.scheduling.annotation.Async;
import org.springframework.scheduling.annotation.EnableAsync;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.annotation.EnableTransactionManagement;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;
import org.springframework.transaction.support.TransactionTemplate;
import reactor.core.publisher.Mono;

/** Calls of methods become events. */
@Tag("smoke")
@Timeout(60)
class LogEventTest {

  private final InMemoryEventLogger delivered = new InMemoryEventLogger();

  /** Has methods of all kinds. */
  static class Reports {

    @LogEvent(subject = "report:{id}", level = Level.AUDIT)
    public String run(
        int id, LocalDate day, List<String> rows, String apiToken, @LogEvent.Skip String who) {
      return "done";
    }

    @LogEvent(name = "report-fails", parameters = false)
    public void fail(String what) {
      throw new IllegalStateException(what);
    }

    @LogEvent
    public CompletableFuture<String> later(CompletableFuture<String> result) {
      return result;
    }

    @LogEvent
    public Mono<String> reactive() {
      return Mono.error(new IllegalArgumentException("no"));
    }

    public String quiet() {
      return "";
    }
  }

  /** Declares a parameter that must not be kept. */
  interface Safe {
    void open(@LogEvent.Skip String who, String privateKey, String otp, int drawer);
  }

  /** A future of a special type. */
  static class Ticket extends CompletableFuture<String> {}

  /** A bean with other proxies between caller and method. */
  @EnableAsync
  static class Vault implements Safe {

    @Override
    @LogEvent
    public void open(String who, String privateKey, String otp, int drawer) {}

    @LogEvent
    public Ticket ticket(Ticket ticket) {
      return ticket;
    }

    @Async
    @LogEvent
    public void failElsewhere(CountDownLatch begin) throws InterruptedException {
      begin.await();
      throw new IllegalStateException("elsewhere");
    }

    @LogEvent
    public Mono<String> never() {
      return Mono.never();
    }

    @LogEvent
    public void lock() {}
  }

  /** Calls the vault when the application closes. */
  record Caretaker(Vault vault) {
    @PreDestroy
    void leave() {
      vault.lock();
    }
  }

  /** All public methods are logged, within transactions. */
  @LogEvent(capture = LogEvent.Capture.AFTER_COMMIT)
  @Transactional
  static class Orders {
    public void save(int id) {}

    @Override
    public String toString() {
      return "orders";
    }

    public void roll(int id) {
      throw new IllegalStateException("back");
    }
  }

  @Configuration
  @EnableTransactionManagement
  static class Application {
    @Bean
    Reports reports() {
      return new Reports();
    }

    @Bean
    Orders orders() {
      return new Orders();
    }

    @Bean
    DataSource connections() {
      return new DriverManagerDataSource("jdbc:h2:mem:logevent;DB_CLOSE_DELAY=-1");
    }

    @Bean
    PlatformTransactionManager transactions(DataSource connections) {
      return new DataSourceTransactionManager(connections);
    }
  }

  private List<Event> run(ContextConsumer<AssertableApplicationContext> work) {
    return run(UnaryOperator.identity(), work);
  }

  private List<Event> run(
      UnaryOperator<ApplicationContextRunner> more,
      ContextConsumer<AssertableApplicationContext> work) {
    more.apply(
            new ApplicationContextRunner()
                .withBean(InMemoryEventLogger.class, () -> delivered)
                .withUserConfiguration(Application.class)
                .withConfiguration(AutoConfigurations.of(EventLoggerAutoConfiguration.class))
                .withPropertyValues(
                    "event-logger.logger-name=in-memory",
                    "event-logger.delivery.linger=1ms",
                    "event-logger.reports.every=0s"))
        .run(work);
    return delivered.events();
  }

  @Test
  void saysWhatWasCalledWithWhat() {
    List<Event> events =
        run(
            context ->
                assertThat(
                        context
                            .getBean(Reports.class)
                            .run(42, LocalDate.of(2026, 11, 30), List.of("x"), "geheim", "ada"))
                    .isEqualTo("done"));

    Event event = events.get(0);
    assertThat(events).hasSize(1);
    assertThat(event.name()).isEqualTo("run");
    assertThat(event.level()).isEqualTo(Level.AUDIT);
    assertThat(event.subject()).isEqualTo("report:42");
    assertThat(event.duration()).isPositive();
    assertThat(event.data())
        .isEqualTo(
            Map.of("function", "Reports.run", "inputs", Map.of("id", 42, "day", "2026-11-30")));
  }

  @Test
  void saysWhyACallFailedAndThrowsItAgain() {
    List<Event> events =
        run(
            context ->
                assertThatThrownBy(() -> context.getBean(Reports.class).fail("ada's secret"))
                    .isInstanceOf(IllegalStateException.class));

    assertThat(events.get(0).name()).isEqualTo("report-fails");
    assertThat(events.get(0).level()).isEqualTo(Level.ERROR);
    assertThat(events.get(0).toJson())
        .contains("java.lang.IllegalStateException")
        .doesNotContain("secret")
        .doesNotContain("inputs");
  }

  @Test
  void waitsForWhatCompletesLater() throws Exception {
    CompletableFuture<String> result = new CompletableFuture<>();
    List<Event> events =
        run(
            context -> {
              CompletableFuture<String> later = context.getBean(Reports.class).later(result);
              assertThat(delivered.events()).isEmpty();
              result.completeExceptionally(new IllegalStateException());
              assertThatThrownBy(later::join).hasCauseInstanceOf(IllegalStateException.class);
              Mono<String> reactive = context.getBean(Reports.class).reactive();
              assertThatThrownBy(reactive::block).isInstanceOf(IllegalArgumentException.class);
              delivered.await(2, Duration.ofSeconds(20));
            });

    assertThat(events).extracting(Event::name).containsExactly("later", "reactive");
    assertThat(events).extracting(Event::level).containsOnly(Level.ERROR);
  }

  private List<Event> inVault(Consumer<Vault> work) {
    return run(
        runner -> runner.withUserConfiguration(Vault.class).withBean(Caretaker.class),
        context -> work.accept(context.getBean(Vault.class)));
  }

  private List<Event> inVault(Consumer<Vault> work, ContextSource source) {
    return run(
        runner ->
            runner.withUserConfiguration(Vault.class).withBean(ContextSource.class, () -> source),
        context -> work.accept(context.getBean(Vault.class)));
  }

  @Test
  void leavesOutWhatAnInterfaceLeavesOutAndWhatIsNamedLikeASecret() {
    Event event = inVault(vault -> vault.open("ada", "geheim", "123456", 7)).get(0);

    assertThat(event.data().get("inputs")).isEqualTo(Map.of("drawer", 7));
  }

  @Test
  void returnsTheFutureOfTheFunction() {
    Ticket ticket = new Ticket();
    List<Event> events =
        inVault(
            vault -> {
              assertThat(vault.ticket(ticket)).isSameAs(ticket);
              ticket.cancel(false);
            });

    assertThat(events).extracting(Event::name).contains("ticket");
    assertThat(events.get(0).toJson()).contains("CancellationException");
    assertThat(events.get(0).level()).isEqualTo(Level.INFO);
  }

  @Test
  void logsWhatRunsElsewhereWhenItIsOver() {
    List<Event> events =
        inVault(
            vault -> {
              CountDownLatch begin = new CountDownLatch(1);
              call(() -> vault.failElsewhere(begin));
              assertThat(delivered.events()).isEmpty();
              begin.countDown();
              call(() -> delivered.await(1, Duration.ofSeconds(20)));
            });

    assertThat(events.get(0).name()).isEqualTo("fail-elsewhere");
    assertThat(events.get(0).level()).isEqualTo(Level.ERROR);
  }

  @Test
  void saysWhatWasGivenUp() {
    List<Event> events = inVault(vault -> vault.never().subscribe().dispose());

    assertThat(events.get(0).name()).isEqualTo("never");
    assertThat(events.get(0).toJson()).contains("CancellationException");
  }

  @Test
  void runsTheFunctionWhateverASourceOfContextDoes() {
    List<Event> events =
        inVault(
            vault -> vault.open("ada", "2", "3", 4),
            key -> {
              throw new IllegalStateException("no context");
            });

    assertThat(events).extracting(Event::name).contains("open");
  }

  @Test
  void returnsWhatTheFunctionDoesWhereThereIsNoEventLoggerToBeHad() {
    LogEventPostProcessor around =
        new LogEventPostProcessor(
            () -> {
              throw new IllegalStateException("there are two");
            },
            () -> null,
            () -> null,
            true);
    Reports reports = (Reports) around.postProcessAfterInitialization(new Reports(), "reports");

    assertThat(reports.run(1, LocalDate.EPOCH, List.of(), "geheim", "ada")).isEqualTo("done");
  }

  @Test
  void logsWhatIsCalledWhileTheApplicationEnds() {
    assertThat(inVault(vault -> {})).extracting(Event::name).containsExactly("lock");
  }

  private static void call(ThrowingCallable work) {
    try {
      work.call();
    } catch (Throwable e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void logsWhatIsCalledAfterACommit() {
    List<Event> events =
        run(
            context -> {
              Orders orders = context.getBean(Orders.class);
              TransactionTemplate around =
                  new TransactionTemplate(context.getBean(PlatformTransactionManager.class));
              around.executeWithoutResult(
                  status ->
                      TransactionSynchronizationManager.registerSynchronization(
                          new TransactionSynchronization() {
                            @Override
                            public void afterCommit() {
                              orders.save(9);
                            }
                          }));
            });

    assertThat(events).extracting(Event::name).containsExactly("save");
  }

  @Test
  void leavesOthersAlone() {
    assertThat(
            run(
                context -> {
                  context.getBean(Reports.class).quiet();
                  assertThat(context.getBean(Orders.class).toString()).isNotEmpty();
                }))
        .isEmpty();
  }

  @Test
  void waitsForTheTransactionAroundIt() {
    List<Event> events =
        run(
            context -> {
              Orders orders = context.getBean(Orders.class);
              TransactionTemplate around =
                  new TransactionTemplate(context.getBean(PlatformTransactionManager.class));
              around.executeWithoutResult(
                  status -> {
                    orders.save(1);
                    status.setRollbackOnly();
                  });
              around.executeWithoutResult(status -> orders.save(2));
              orders.save(3);
              assertThatThrownBy(() -> orders.roll(4)).isInstanceOf(IllegalStateException.class);
            });

    assertThat(events)
        .extracting(event -> event.data().get("inputs"))
        .containsExactly(Map.of("id", 2), Map.of("id", 3), Map.of("id", 4));
    assertThat(events.get(2).level()).isEqualTo(Level.ERROR);
  }
}
