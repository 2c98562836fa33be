package dev.eventlogger.seal.anchor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class TimedLoginTest {

  private static final String URL = "jdbc:h2:mem:login";

  @Test
  void givesUpOnADatabaseThatDoesNotAnswerAndClosesWhatComesLate() throws Exception {
    CountDownLatch answer = new CountDownLatch(1);
    CompletableFuture<Connection> late = new CompletableFuture<>();
    assertThatThrownBy(
            () ->
                TimedLogin.open(
                    () -> {
                      awaitWhateverHappens(answer);
                      Connection connection = DriverManager.getConnection(URL);
                      boolean unused = late.complete(connection);
                      return connection;
                    },
                    Duration.ofMillis(50)))
        .isInstanceOf(SQLException.class)
        .hasMessage("no login in time");
    answer.countDown();
    while (!late.get().isClosed()) {
      Thread.onSpinWait();
    }
  }

  /** Waits like a driver that ignores interrupts. */
  private static void awaitWhateverHappens(CountDownLatch answer) {
    while (answer.getCount() > 0) {
      Thread.onSpinWait();
    }
  }

  @Test
  void returnsTheConnectionOrSaysWhyThereIsNone() throws Exception {
    Duration patience = Duration.ofSeconds(30);
    try (Connection open = TimedLogin.open(() -> DriverManager.getConnection(URL), patience)) {
      assertThat(open.isValid(1)).isTrue();
    }
    SQLException refused = new SQLException("refused", "28000");
    assertThatThrownBy(
            () ->
                TimedLogin.open(
                    () -> {
                      throw refused;
                    },
                    patience))
        .isSameAs(refused);
  }
}
