package dev.eventlogger.sink.db;

import static org.assertj.core.api.Assertions.assertThat;

import dev.eventlogger.spi.FailureWords;
import dev.eventlogger.spi.SinkException;
import dev.eventlogger.spi.SinkException.Kind;
import java.sql.BatchUpdateException;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class DatabaseFailuresTest {

  @ParameterizedTest
  @CsvSource({
    "08006, UNAVAILABLE",
    "57P01, UNAVAILABLE",
    "40001, UNAVAILABLE",
    "40P01, UNAVAILABLE",
    "55P03, UNAVAILABLE",
    "53300, UNAVAILABLE",
    "HY000, UNAVAILABLE",
    "25006, UNAVAILABLE",
    "22001, BAD_BATCH",
    "23502, BAD_BATCH",
    "54000, BAD_BATCH",
    "42P01, MISCONFIGURED",
    "42S02, MISCONFIGURED",
    "28P01, MISCONFIGURED",
    "42P05, MISCONFIGURED",
    "26000, MISCONFIGURED",
    "3D000, MISCONFIGURED",
    ", UNAVAILABLE"
  })
  void saysWhatIsToBeDone(String state, Kind kind) {
    assertThat(DatabaseFailures.ofSink(new SQLException("words", state)).kind()).isEqualTo(kind);
  }

  @Test
  void quotesNothingOfAnEvent() {
    SinkException failure =
        DatabaseFailures.ofSink(new SQLException("value too long: my secret", "22001"));

    assertThat(failure).hasMessage("SQLState 22001: an event cannot be stored").hasNoCause();
    assertThat(DatabaseFailures.ofStore(new SQLException("my secret", "22P02")))
        .hasMessage("SQLState 22P02: the database cannot compare that")
        .hasNoCause();
  }

  @Test
  void passesOnNoTextOfATriggerWhateverItsState() {
    for (String state : new String[] {"P0001", "45000", "28000", "08006", "42501", "XX000"}) {
      SQLException raised = new SQLException("I do not like my secret", state);

      assertThat(FailureWords.of(DatabaseFailures.ofSink(raised)))
          .contains(state)
          .doesNotContain("secret");
      assertThat(DatabaseFailures.ofSink(raised).getMessage())
          .contains(state)
          .doesNotContain("secret");
      assertThat(DatabaseFailures.ofStore(raised).toString())
          .contains(state)
          .doesNotContain("secret");
    }
  }

  @Test
  void passesOnWhatIsSaidOfAConnectionThatCannotBeMade() {
    SQLException refused = new SQLException("Connection to localhost:1 refused.", "08001");
    refused.setStackTrace(
        new StackTraceElement[] {
          new StackTraceElement("org.postgresql.Driver", "connect", "Driver.java", 1)
        });

    assertThat(DatabaseFailures.ofSink(refused))
        .hasMessage("SQLState 08001: Connection to localhost:1 refused.");
  }

  @Test
  void findsTheReasonBehindABatchAndAPool() {
    BatchUpdateException batch = new BatchUpdateException();
    batch.setNextException(new SQLException("words", "22001"));
    SQLException pool = new SQLException("timed out", null, new SQLException("words", "28P01"));

    assertThat(DatabaseFailures.ofSink(batch).kind()).isEqualTo(Kind.BAD_BATCH);
    assertThat(DatabaseFailures.ofSink(pool).kind()).isEqualTo(Kind.MISCONFIGURED);
  }

  @Test
  void bisectsABatchThatIsLargerThanAPacket() {
    SQLException tooLarge =
        new SQLException("query size is >= to max_allowed_packet (1048576)", "08000");

    assertThat(DatabaseFailures.ofSink(tooLarge).kind()).isEqualTo(Kind.BAD_BATCH);
  }

  @ParameterizedTest
  @CsvSource({
    "25006, 0, true",
    "HY000, 1290, true",
    "HY000, 1836, true",
    "42P05, 0, true",
    "26000, 0, true",
    "22001, 0, false",
    "08006, 0, false",
    "HY000, 1040, false"
  })
  void knowsWhenAnotherConnectionMayDoBetter(String state, int code, boolean isOfConnection) {
    SQLException failure = new SQLException("with --read-only", state, code);

    assertThat(DatabaseFailures.isOfConnection(failure)).isEqualTo(isOfConnection);
    assertThat(DatabaseFailures.isOfConnection(new SQLException("a pool", null, failure)))
        .isEqualTo(isOfConnection);
    assertThat(
            DatabaseFailures.isOfConnection(new SQLException("--skip-grant-tables", "HY000", 1290)))
        .isFalse();
  }

  @Test
  void saysWhatAPoolerNeeds() {
    assertThat(DatabaseFailures.ofSink(new SQLException("prepared statement \"S_1\"", "42P05")))
        .hasMessageContaining("SQLState 42P05: a pooler such as PgBouncer")
        .hasMessageContaining("add prepareThreshold=0 to the URL");
    assertThat(DatabaseFailures.ofSink(new SQLException("--read-only", "HY000", 1290)))
        .hasMessageContaining("the database is read-only");
  }

  @Test
  void saysHowTwoProcessesShareAFile() {
    assertThat(DatabaseFailures.ofSink(new SQLException("locked", "90020")))
        .hasMessageContaining("in use by another process")
        .hasMessageContaining(";AUTO_SERVER=TRUE");
  }
}
