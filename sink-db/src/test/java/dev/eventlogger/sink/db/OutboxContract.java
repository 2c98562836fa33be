package dev.eventlogger.sink.db;

import static dev.eventlogger.sink.db.OutboxRig.await;
import static dev.eventlogger.sink.db.OutboxRig.numbered;
import static dev.eventlogger.sink.db.OutboxRig.numbers;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.eventlogger.EventLogger;
import dev.eventlogger.Events;
import dev.eventlogger.NotStagedException;
import dev.eventlogger.delivery.Ledger;
import dev.eventlogger.event.Event;
import dev.eventlogger.event.EventDraft;
import dev.eventlogger.event.EventType;
import dev.eventlogger.event.Outcome;
import dev.eventlogger.spi.OutboxState;
import dev.eventlogger.testkit.InMemoryEventLogger;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Events are delivered if their transaction commits, and only then, in any database. */
@Timeout(60)
abstract class OutboxContract {

  private static final Duration LONG = Duration.ofSeconds(20);

  private final OutboxRig rig;
  private final InMemoryEventLogger sink = new InMemoryEventLogger();
  private EventLogger events;
  @TempDir private Path folder;

  OutboxContract(TestDatabase database) {
    rig = new OutboxRig(database);
  }

  @BeforeEach
  void open() {
    events = rig.open(Map.of("log", sink));
  }

  @AfterEach
  void close() {
    events.close();
  }

  @Test
  void deliversOnceWhatCommits() throws Exception {
    try (Connection connection = rig.begin()) {
      Outcome outcome = events.in(connection).log(numbered(1));

      assertThat(outcome).isEqualTo(new Outcome.Staged(List.of("log")));
      assertThat(events.ledger().logged()).isZero();

      connection.commit();
    }

    assertThat(numbers(sink.await(1, LONG))).containsExactly(1);
    await(events, state -> state.relayed() == 1 && state.waiting() == 0);
    assertThat(rig.rows()).isZero();
    Ledger ledger = events.ledger();
    assertThat(ledger.accepted()).isEqualTo(1);
    assertThat(ledger.logged()).isEqualTo(1);
    assertThat(ledger.logs().get("log").delivered()).isEqualTo(1);
  }

  @Test
  void deliversNothingOfWhatRollsBack() throws Exception {
    try (Connection connection = rig.begin()) {
      events.in(connection).log(numbered(1));
      connection.rollback();
      events.in(connection).log(numbered(2));
      connection.commit();
    }

    assertThat(numbers(sink.await(1, LONG))).containsExactly(2);
    await(events, state -> state.relayed() == 1);
    assertThat(rig.rows()).isZero();
    assertThat(events.ledger().accepted()).isEqualTo(1);
  }

  @Test
  void takesEveryWayOfLogging() throws Exception {
    try (Connection connection = rig.begin()) {
      Events inside = events.with(Map.of("session", "s1")).in(connection).to("log");
      inside.log("ada", EventType.CLICK, Map.of("number", 1));
      inside.log("ada", EventType.CLICK, () -> Map.of("number", 2));
      inside.logAsync(numbered(3)).toCompletableFuture().join();
      inside.logAll(List.of(numbered(4), numbered(5)));
      inside.logApiRequest("ada", "/orders", "POST", Map.of());
      inside.error("ada", new IllegalStateException("x"), Map.of("number", 7));
      connection.commit();
    }

    List<Event> delivered = sink.await(7, LONG);
    assertThat(numbers(delivered)).containsExactly(1, 2, 3, 4, 5, null, 7);
    assertThat(delivered).allMatch(event -> "s1".equals(event.context().get("session")));
  }

  @Test
  void saysAtOnceWhatIsNotWantedOrNotRight() throws Exception {
    try (Connection connection = rig.begin()) {
      Events inside = events.in(connection);

      assertThat(inside.log(EventDraft.named("").data(Map.of())))
          .isInstanceOf(Outcome.Invalid.class);
      assertThat(inside.logAll(List.of(EventDraft.named("").data(Map.of()), numbered(1))))
          .hasExactlyElementsOfTypes(Outcome.Invalid.class, Outcome.Staged.class);
      connection.rollback();
    }

    assertThat(events.ledger().totalInvalid()).isEqualTo(2);
  }

  @Test
  void leavesTheConnectionAsItIs() throws Exception {
    try (Connection connection = rig.begin()) {
      int isolation = connection.getTransactionIsolation();
      events.in(connection).log(numbered(1));

      assertThat(connection.isClosed()).isFalse();
      assertThat(connection.getAutoCommit()).isFalse();
      assertThat(connection.getTransactionIsolation()).isEqualTo(isolation);
      assertThat(rig.rows()).as("seen by others").isZero();
      connection.rollback();
    }
  }

  @Test
  void refusesAConnectionThatCommitsByItself() throws Exception {
    try (Connection connection = rig.database.connect()) {
      Events inside = events.in(connection);

      assertThatThrownBy(() -> inside.log(numbered(1)))
          .isInstanceOf(IllegalStateException.class)
          .hasMessage(
              "in(connection): the connection commits each statement by itself, so there is no"
                  + " transaction; call setAutoCommit(false) first, or log without in()");
    }
    assertThat(rig.rows()).isZero();
  }

  @Test
  void throwsWhereTheDatabaseDoesNotTakeTheEvent() throws Exception {
    EventDraft draft = numbered(1).trustedId(UUID.randomUUID());
    try (Connection connection = rig.begin()) {
      Events inside = events.in(connection);
      inside.log(draft);

      assertThatThrownBy(() -> inside.log(draft))
          .isInstanceOf(NotStagedException.class)
          .hasMessageStartingWith(
              "an event was not added to its transaction, which must be rolled back: SQLState 23")
          .hasMessageNotContaining("order-placed")
          .cause()
          .isInstanceOfSatisfying(
              SQLException.class, cause -> assertThat(cause.getSQLState()).startsWith("23"))
          .hasMessageNotContaining("order-placed");
      connection.rollback();
    }
    assertThat(rig.rows()).isZero();
  }

  @Test
  void isThereForWhoComesNext() throws Exception {
    events.close();
    try (Connection connection = rig.begin()) {
      assertThat(events.in(connection).log(numbered(1))).isInstanceOf(Outcome.Staged.class);
      connection.commit();
    }
    assertThat(rig.rows()).isEqualTo(1);

    InMemoryEventLogger next = new InMemoryEventLogger();
    try (EventLogger other = rig.open(Map.of("log", next))) {
      assertThat(numbers(next.await(1, LONG))).containsExactly(1);
      await(other, state -> state.relayed() == 1);
    }
    assertThat(sink.events()).isEmpty();
  }

  @Test
  void keepsWhatIsForLogsThatAreNotConfigured() throws Exception {
    InMemoryEventLogger other = new InMemoryEventLogger();
    EventLogger both = rig.open(Map.of("log", new InMemoryEventLogger(), "other", other));
    both.close();
    try (Connection connection = rig.begin()) {
      both.in(connection).log(numbered(1));
      both.in(connection).to("other").log(numbered(2));
      both.in(connection).to("log").log(numbered(3));
      connection.commit();
    }

    assertThat(numbers(sink.await(2, LONG))).containsExactly(1, 3);
    OutboxState state = await(events, now -> now.unclaimed() == 2);
    assertThat(state.waiting()).isEqualTo(2);
    assertThat(state.oldest()).isBetween(Instant.now().minusSeconds(120), Instant.now());
    assertThat(rig.logs()).containsExactly("other", "other");

    try (EventLogger again = rig.open(Map.of("other", other))) {
      assertThat(numbers(other.await(2, LONG))).containsExactly(1, 2);
      await(again, now -> now.relayed() == 2);
    }
  }

  @Test
  void setsAsideWhatIsNoEvent() throws Exception {
    byte[] whole = Event.of(numbered(2)).toJson().getBytes(UTF_8);
    byte[] lines = new String(whole, UTF_8).replace(",\"name\"", ",\n\"name\"").getBytes(UTF_8);
    rig.insert(new UUID(0, 1), "log", "{\"id\":".getBytes(UTF_8));
    rig.insert(new UUID(0, 2), "log", lines);
    rig.insert(new UUID(0, 3), "log", new byte[0]);
    rig.insert(Event.of(numbered(3)).id(), "log", whole);

    assertThat(numbers(sink.await(1, LONG))).containsExactly(2);
    // Delivered rows are taken out a moment later; the others may have been set aside before that.
    OutboxState state = await(events, now -> now.failed() == 3 && now.relayed() == 1);
    assertThat(state.waiting()).isZero();
    assertThat(rig.logs()).containsExactly("!log", "!log", "!log");
  }

  @Test
  void goesOnWithOtherLogsWhileOneIsDown() throws Exception {
    events.close();
    InMemoryEventLogger down = new InMemoryEventLogger();
    InMemoryEventLogger works = new InMemoryEventLogger();
    down.retryIf(event -> true);
    rig.delivering("queue_events", 10);
    try (EventLogger both =
        rig.open(Map.of("down", down, "works", works), Rig.with(rig.outbox(), "batch", 20))) {
      try (Connection connection = rig.begin()) {
        for (int i = 0; i < 100; i++) {
          both.in(connection).to("down").log(numbered(i));
        }
        both.in(connection).log(numbered(100));
        both.in(connection).to("works").log(numbered(101));
        connection.commit();
      }

      assertThat(numbers(works.await(2, LONG))).containsExactly(100, 101);
      await(both, state -> state.waiting() == 101);
      assertThat(both.ledger().logs().get("down").dropped()).isEmpty();

      down.retryIf(event -> false);
      assertThat(numbers(down.await(101, LONG))).hasSize(101).doesNotHaveDuplicates();
      await(both, state -> state.waiting() == 0 && state.relayed() == 102);
    }
  }

  @Test
  void readsOnWhileALogDelivers() throws Exception {
    events.close();
    int many = 1_200; // more than are read at once
    InMemoryEventLogger down = new InMemoryEventLogger();
    down.retryIf(event -> true);
    try (EventLogger reading = rig.open(Map.of("log", down))) {
      try (Connection connection = rig.begin()) {
        reading
            .in(connection)
            .logAll(IntStream.range(0, many).mapToObj(OutboxRig::numbered).toList());
        connection.commit();
      }
      await(reading, state -> reading.ledger().logs().get("log").pending() == many);

      down.retryIf(event -> false);
      assertThat(numbers(down.await(many, LONG)))
          .containsExactlyElementsOf(IntStream.range(0, many).boxed().toList());
      await(reading, state -> state.relayed() == many && state.waiting() == 0);
    }
    assertThat(rig.rows()).isZero();
  }

  @Test
  void takesWhatIsMoreThanFitsIntoMemoryAtOnce() throws Exception {
    String text = "x".repeat(900_000);
    List<EventDraft> large =
        IntStream.range(0, 6)
            .mapToObj(i -> EventDraft.named("large").data(Map.of("number", i, "text", text)))
            .toList();
    try (Connection connection = rig.begin()) {
      events.in(connection).logAll(large);
      connection.commit();
    }

    assertThat(numbers(sink.await(6, LONG))).containsExactly(0, 1, 2, 3, 4, 5);
    await(events, state -> state.relayed() == 6 && state.waiting() == 0);
  }

  @Test
  void isDoneWhenTheJournalHasIt() throws Exception {
    events.close();
    InMemoryEventLogger down = new InMemoryEventLogger();
    down.retryIf(event -> true);
    rig.delivering("directory", folder.toString()).delivering("close_timeout", "0s");
    try (EventLogger journaling = rig.open(Map.of("log", down))) {
      try (Connection connection = rig.begin()) {
        journaling.in(connection).log(numbered(1));
        connection.commit();
      }

      await(journaling, state -> state.relayed() == 1);
      assertThat(rig.rows()).isZero();
      assertThat(journaling.ledger().logs().get("log").pending()).isEqualTo(1);
    }

    InMemoryEventLogger next = new InMemoryEventLogger();
    try (EventLogger again = rig.open(Map.of("log", next))) {
      assertThat(numbers(next.await(1, LONG))).containsExactly(1);
      assertThat(again.ledger().accepted()).as("taken anew").isZero();
    }
  }

  /** A lower id that is committed after a higher one is delivered all the same. */
  @Test
  void findsWhatCommitsLate() throws Exception {
    try (Connection late = rig.begin();
        Connection early = rig.begin()) {
      events.in(late).log(numbered(1));
      events.in(early).log(numbered(2));
      early.commit();
      assertThat(numbers(sink.await(1, LONG))).containsExactly(2);

      late.commit();
      assertThat(numbers(sink.await(2, LONG))).containsExactly(2, 1);
    }
  }

  @Test
  void holdsUpNobodyWhoAddsEventsMeanwhile() throws Exception {
    try (Connection relay = rig.begin();
        Connection adding = rig.begin();
        Statement patience = adding.createStatement()) {
      Dialect dialect = Database.dialect(relay.getMetaData());
      OutboxTable table = new OutboxTable(TableName.parse(rig.table), dialect, 30);
      relay.setTransactionIsolation(Connection.TRANSACTION_READ_COMMITTED);
      if (rig.database == TestDatabase.MARIADB) {
        patience.execute("SET SESSION innodb_lock_wait_timeout = 2");
      }
      rig.insert(UUID.randomUUID(), "nobody", Event.of(numbered(0)).toJson().getBytes(UTF_8));
      await(events, state -> state.unclaimed() == 1); // from now on, the relay skips it
      assertThat(table.lock(relay, List.of(), null, 500)).hasSize(1);
      assertThat(table.lock(adding, List.of(), null, 500)).as("another relay").isEmpty();

      events.in(adding).log(numbered(1));
      adding.commit();
      relay.rollback();
    }
    assertThat(numbers(sink.await(1, LONG))).containsExactly(1);
  }

  @Test
  void canBeLookedAtFromOutside() throws Exception {
    events.close();
    rig.insert(UUID.randomUUID(), "gone", new byte[0]);
    rig.insert(UUID.randomUUID(), "log", new byte[0]);
    rig.insert(UUID.randomUUID(), "!log", new byte[0]);

    OutboxState state =
        new DbOutboxProvider().look(Rig.config(rig.outbox()), Set.of("log")).orElseThrow();

    assertThat(state).isEqualTo(new OutboxState(2, null, 0, 1, 1, null));
  }
}
