package dev.eventlogger.journal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.eventlogger.testing.LogRecords;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class JournalReportsTest {

  private static final String LOGGER = "dev.eventlogger.journal";

  private final AtomicLong now = new AtomicLong(Long.MAX_VALUE - 1000);
  private final JournalReports reports = new JournalReports(Path.of("j"), now::get);
  private final LogRecords said = new LogRecords(LOGGER);

  @AfterEach
  void stopListening() {
    said.close();
  }

  @Test
  void oneKindOfTroubleMutesNoOther() {
    for (Trouble trouble : Trouble.values()) {
      fail(trouble);
      fail(trouble);
    }

    assertThat(said.messages()).hasSize(Trouble.values().length);
    for (Trouble trouble : Trouble.values()) {
      assertThat(said.messages()).contains("journal j: " + trouble.begun());
    }
  }

  @Test
  void saysAgainAfterMinutesHowOftenItWasMet() {
    fail(Trouble.WRITE);
    fail(Trouble.WRITE);
    fail(Trouble.WRITE);
    assertThat(said.messages()).hasSize(1);

    now.addAndGet(JournalReports.REPEAT.toNanos());
    reports.publish();

    assertThat(said.messages().get(1)).endsWith(Trouble.WRITE.begun() + ", 2 times");
  }

  @Test
  void whatCameAndWentMeanwhileIsSaidWhenItsTimeComes() {
    fail(Trouble.WRITE);
    reports.works(Trouble.WRITE);
    reports.publish();
    fail(Trouble.WRITE);
    reports.works(Trouble.WRITE);
    reports.publish();
    assertThat(said.messages()).hasSize(2);

    now.addAndGet(JournalReports.REPEAT.toNanos());
    reports.publish();

    assertThat(said.messages())
        .hasSize(4)
        .endsWith("journal j: " + Trouble.WRITE.begun(), "journal j: " + Trouble.WRITE.over());
  }

  @Test
  void saysHowManyWereNotTakenSinceItSaidSo() {
    reports.refused(2);
    fail(Trouble.WRITE);
    reports.refused(3);
    fail(Trouble.SYNC);

    assertThat(said.messages().get(0)).endsWith("; events not taken since last said: 2");
    assertThat(said.messages().get(1)).endsWith("; events not taken since last said: 3");
  }

  @Test
  void saysOfEachThatItIsOver() {
    fail(Trouble.WRITE);
    fail(Trouble.SYNC);
    reports.works(Trouble.SYNC);
    reports.publish();

    assertThat(said.messages()).hasSize(3).last().isEqualTo("journal j: is synced again");
  }

  @Test
  void saysAlsoWhatIsOverBeforeItCouldBeSaid() {
    reports.failed(Trouble.SLOW, null);
    reports.works(Trouble.SLOW);
    reports.publish();

    assertThat(said.messages())
        .containsExactly("journal j: " + Trouble.SLOW.begun(), "journal j: " + Trouble.SLOW.over());
  }

  @Test
  void doesNotSayEachTimeWhatComesAndGoes() {
    for (int i = 0; i < 100; i++) {
      fail(Trouble.SLOW);
      reports.works(Trouble.SLOW);
      reports.publish();
      now.addAndGet(Duration.ofSeconds(1).toNanos());
    }

    assertThat(said.messages()).hasSize(2);
  }

  @Test
  void saysHowManyEventsWereNotTaken() {
    reports.refused(1);
    reports.refused(1);
    fail(Trouble.FULL);

    assertThat(said.messages()).singleElement().asString().endsWith("not taken since last said: 2");
  }

  @Test
  void survivesALoggingThatFails() {
    Handler broken =
        new Handler() {
          @Override
          public void publish(LogRecord record) {
            throw new IllegalStateException("broken");
          }

          @Override
          public void flush() {}

          @Override
          public void close() {}
        };
    Logger.getLogger(LOGGER).addHandler(broken);
    try {
      fail(Trouble.WRITE);
    } finally {
      Logger.getLogger(LOGGER).removeHandler(broken);
    }
    fail(Trouble.SYNC);

    assertThat(said.messages()).contains("journal j: " + Trouble.SYNC.begun());
  }

  private void fail(Trouble trouble) {
    reports.failed(trouble, new IOException("broken"));
    reports.publish();
  }
}
