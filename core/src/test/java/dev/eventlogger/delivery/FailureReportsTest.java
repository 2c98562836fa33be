package dev.eventlogger.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import dev.eventlogger.spi.SinkException;
import dev.eventlogger.testing.LogRecords;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class FailureReportsTest {

  private static final String FAILED =
      "log db: delivery failed; events wait, and are sent again until they are delivered";
  private static final String NEEDS_A_PERSON =
      "log db: refused, and needs a person; events wait, and are sent again until they are delivered";

  private final AtomicLong clock = new AtomicLong();
  private final FailureReports reports = new FailureReports("db", clock::get);
  private final LogRecords said = new LogRecords("dev.eventlogger.delivery");

  @AfterEach
  void stopListening() {
    said.close();
  }

  @Test
  void saysOnceThatItFailsAndOnceThatItWorksAgain() {
    reports.failed(new IOException("gone"));
    reports.failed(new IOException("gone"));
    reports.delivered();
    reports.delivered();
    reports.failed(new IOException("gone"));

    assertThat(said.messages())
        .containsExactly(FAILED, "log db: delivers again, after 2 failures", FAILED);
  }

  @Test
  void saysEachFailureToWhoeverDebugs() {
    Logger logger = Logger.getLogger("dev.eventlogger.delivery");
    logger.setLevel(Level.FINE);
    try {
      reports.failed(new IOException("gone"));
      reports.failed(null);
      reports.failed(new IOException("gone"));
    } finally {
      logger.setLevel(null);
    }

    assertThat(said.messages()).containsExactly(FAILED, "log db: a call failed once more");
  }

  @Test
  void saysWhyItFailsAlsoWhenAtFirstOnlySomeEventsWereAskedForAgain() {
    reports.failed(null);
    assertThat(said.messages()).isEmpty();

    reports.failed(new IOException("gone"));

    assertThat(said.messages()).containsExactly(FAILED);
  }

  @Test
  void saysAgainWhenAFailureTurnsOutToNeedAPerson() {
    reports.failed(new IOException("gone"));
    reports.failed(SinkException.misconfigured("wrong password", null));
    reports.failed(new IOException("gone"));
    reports.failed(SinkException.misconfigured("wrong password", null));

    assertThat(said.messages()).containsExactly(FAILED, NEEDS_A_PERSON);
  }

  @Test
  void saysAgainEveryFiveMinutesHowManyCallsFailedAndWhy() {
    for (int minute = 0; minute <= 11; minute++) {
      reports.failed(new SQLException("canary", "53300"));
      clock.addAndGet(Duration.ofMinutes(1).toNanos());
    }

    String again = " more calls failed, since " + reports.current().since() + ": ";
    String why =
        "java.sql.SQLException: SQLState 53300, error 0: there are too many connections; events"
            + " wait, and are sent again until they are delivered";
    assertThat(said.messages()).containsExactly(FAILED, "log db: 6" + again + why);
    assertThat(said.toString()).doesNotContain("canary");
  }

  @Test
  void saysAlsoOfEventsThatAreAskedForAgainForMinutes() {
    reports.failed(null);
    clock.addAndGet(Duration.ofMinutes(5).toNanos());
    reports.failed(null);

    assertThat(said.messages())
        .singleElement()
        .asString()
        .startsWith("log db: 2 more calls failed")
        .contains("asks for some events again");
  }

  @Test
  void doesNotFloodALogWhenCallsFailOnAndOff() {
    for (int i = 0; i < 6_000; i++) {
      reports.failed(new IOException("gone"));
      reports.delivered();
      clock.addAndGet(Duration.ofMillis(100).toNanos());
    }

    // Ten minutes: three lines of each kind in five, and suppressed ones are counted.
    assertThat(said.messages()).hasSize(12);
    assertThat(said.messages().get(6))
        .isEqualTo(FAILED.replace("failed;", "failed (and 2997 times more since the last line);"));
  }
}
