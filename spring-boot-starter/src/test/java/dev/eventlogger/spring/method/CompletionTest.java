package dev.eventlogger.spring.method;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.eventlogger.event.Event;
import dev.eventlogger.event.Level;
import dev.eventlogger.spring.LogEvent;
import dev.eventlogger.spring.LogEvent.Capture;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/** Calls whose results are stages, completed or not. */
@Tag("smoke")
@Timeout(60)
class CompletionTest {

  private final LoggingProxies proxies = new LoggingProxies();

  @BeforeEach
  void begin() {
    TransactionSynchronizationManager.initSynchronization();
    TransactionSynchronizationManager.setActualTransactionActive(true);
  }

  @AfterEach
  void close() {
    TransactionSynchronizationManager.clear();
    proxies.close();
  }

  /** Returns what it is given. */
  static class Transfers {
    @LogEvent(capture = Capture.IN_TRANSACTION)
    public CompletionStage<String> send(CompletionStage<String> result) {
      return result;
    }

    @LogEvent
    public CompletionStage<String> ask(CompletionStage<String> result) {
      return result;
    }
  }

  /** Logging fails, as when the outbox does not take an event. */
  private Transfers failing() {
    return proxies.around(
        new Transfers(),
        Transfers.class,
        () -> null,
        () -> {
          throw new IllegalStateException("not staged");
        });
  }

  @Test
  void throwsToWhoeverMayCommitWhatIsOver() {
    Transfers transfers = failing();

    assertThatThrownBy(() -> transfers.send(CompletableFuture.completedFuture("sent")))
        .hasMessage("not staged");
    assertThatThrownBy(() -> transfers.send(CompletableFuture.completedStage("sent")))
        .hasMessage("not staged");
  }

  @Test
  void tellsNobodyElseWhatFailedLater() {
    CompletableFuture<String> result = new CompletableFuture<>();

    assertThat(failing().send(result)).isSameAs(result);
    assertThat(result.complete("sent")).isTrue();
    assertThat(result).isCompletedWithValue("sent");
  }

  @Test
  void logsWhatIsOverOnce() {
    Transfers transfers = proxies.around(new Transfers(), Transfers.class);
    CompletableFuture<String> later = new CompletableFuture<>();
    CompletionStage<String> unused = transfers.ask(CompletableFuture.completedFuture("1"));
    unused = transfers.ask(CompletableFuture.failedFuture(new IllegalStateException()));
    unused = transfers.ask(later);
    assertThat(proxies.events()).hasSize(2);
    later.complete("3");

    assertThat(proxies.events())
        .extracting(Event::level)
        .containsExactly(Level.INFO, Level.ERROR, Level.INFO);
  }
}
