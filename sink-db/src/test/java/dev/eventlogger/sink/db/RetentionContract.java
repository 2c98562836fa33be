package dev.eventlogger.sink.db;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.eventlogger.query.Removal;
import dev.eventlogger.query.StoreException;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What becomes of old events, in any database. */
@Timeout(120)
abstract class RetentionContract {

  private static final Duration DAY = Duration.ofDays(1);

  final TestDatabase kind;
  private final Map<String, Object> settings;
  private Database database;

  RetentionContract(TestDatabase kind) {
    this.kind = kind;
    settings = kind.settings();
  }

  @BeforeEach
  void fill() throws Exception {
    open(settings).close();
    Rig.fill(kind, settings.get("table"), 30, 24 * 3_600);
    database = Database.open(Rig.config(settings).as(Settings.class), null);
  }

  @AfterEach
  void close() {
    database.close();
  }

  private static DbEventLogger open(Map<String, Object> settings) throws Exception {
    DbEventLogger sink = new DbEventLogger();
    sink.open(Rig.config(settings));
    return sink;
  }

  private long rows() throws Exception {
    return kind.count("SELECT COUNT(*) FROM " + kind.quoted(settings.get("table")));
  }

  @Test
  void removesOldEventsByItself() throws Exception {
    DbEventLogger sink = open(Rig.with(settings, "days_to_keep_event_logs", 7));
    while (rows() > 7) {
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(20));
    }
    sink.close();

    assertThat(rows()).isBetween(6L, 7L);
  }

  @Test
  void keepsEventsForEverUnlessItIsTold() throws Exception {
    open(Rig.with(settings, "days_to_keep_event_logs", -1)).close();
    open(settings).close();

    assertThat(rows()).isEqualTo(30);
  }

  @Test
  void leavesThePurgeToTheHolderOfTheLease() throws Exception {
    Instant before = Instant.now().minus(DAY.multipliedBy(10));
    Lease other = new Lease(database);
    assertThat(other.take()).isTrue();
    assertThat(other.take()).as("renewed").isTrue();
    assertThat(new Lease(database).take()).isFalse();
    try (DbEventStore store = new DbEventStore()) {
      store.open(Rig.config(settings));
      assertThatThrownBy(() -> store.purge(before, Removal.IN_CHUNKS))
          .isInstanceOf(StoreException.class)
          .hasMessageContaining("is being purged by another process");
      assertThat(store.purge(before, Removal.DRY_RUN)).isBetween(20L, 21L);

      other.release();

      assertThat(store.purge(before, Removal.IN_CHUNKS)).isBetween(20L, 21L);
    }
  }

  @Test
  void takesTheLeaseOfADeadHolderOver() throws Exception {
    assertThat(new Lease(database).take()).isTrue();
    kind.execute(
        "UPDATE "
            + database.leaseTable()
            + " SET expires_at = "
            + (kind == TestDatabase.MARIADB
                ? "utc_timestamp(6) - interval 1 second"
                : "current_timestamp - interval '1' second"));

    assertThat(new Lease(database).take()).isTrue();
  }

  @Test
  void endsWhenItsLeaseIsTaken() throws Exception {
    Instant before = Instant.now();
    Removal stolen =
        new Removal(
            false,
            5,
            Duration.ZERO,
            removed -> {
              try {
                kind.execute("UPDATE " + database.leaseTable() + " SET holder = 'another'");
              } catch (java.sql.SQLException e) {
                throw new AssertionError(e);
              }
            });

    assertThat(new Cleanup(database).purge(before, stolen))
        .isEqualTo(new Cleanup.Removed(5, false));
    assertThat(rows()).isEqualTo(25);
  }
}
