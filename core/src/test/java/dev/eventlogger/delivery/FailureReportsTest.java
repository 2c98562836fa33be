package dev.eventlogger.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import dev.eventlogger.LogRecords;
import dev.eventlogger.spi.SinkException;
import java.io.IOException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class FailureReportsTest {

  private static final String FAILED =
      "log db: delivery failed; events wait, and are sent again until they are delivered";
  private static final String NEEDS_A_PERSON =
      "log db: refused, and needs a person; events wait, and are sent again until they are delivered";

  private final FailureReports reports = new FailureReports("db");
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
}
