package dev.eventlogger.cli.verify;

import static org.assertj.core.api.Assertions.assertThat;

import dev.eventlogger.cli.verify.Verdict.Kind;
import dev.eventlogger.cli.verify.Verification.Anchor;
import dev.eventlogger.event.Event;
import dev.eventlogger.event.EventDraft;
import dev.eventlogger.seal.Checkpoint;
import dev.eventlogger.seal.Note;
import dev.eventlogger.seal.OperatorKey;
import dev.eventlogger.seal.Removal;
import dev.eventlogger.seal.SealFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.MethodOrderer.OrderAnnotation;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Whatever is done to sealed events in a table, or to their seal, is found, with the first number
 * affected.
 */
@Timeout(1800)
@TestMethodOrder(OrderAnnotation.class)
abstract class TamperingContract extends SealedTable {

  /** Every test must leave the table as it was. */
  @AfterEach
  void isAsItWas() throws SQLException {
    try (Statement statement = database.createStatement();
        ResultSet count =
            statement.executeQuery("SELECT COUNT(*) FROM \"event_logs\" WHERE level = 'AUDIT'")) {
      count.next();
      assertThat(count.getLong(1)).isGreaterThanOrEqualTo(MANY - REMOVED);
    }
  }

  @Test
  void passesWhatNobodyTouched() throws Exception {
    Verdict verdict = verify(sealed.seal(), new Anchor("a folder", anchor));

    assertIntact(verdict);
    assertThat(verdict.count(Kind.INTACT, 0)).isEqualTo(MANY);
    assertThat(verdict.seals())
        .containsExactly(
            new Verdict.Sealed(
                sealed.folder.toString(),
                SealedEvents.ORIGIN,
                ENTRIES,
                5,
                MANY / 5 * 4 + 4,
                verdict.seals().get(0).until(),
                List.of(sealed.operator.verifier().hex())));
  }

  static Stream<Object[]> edits() {
    return Stream.of(
        new Object[] {"duration_ms", "duration_ms = duration_ms + 0.000001"},
        new Object[] {"duration_ms to null", "duration_ms = NULL"},
        new Object[] {"uid", "uid = 'u999'"},
        new Object[] {"uid to null", "uid = NULL"},
        new Object[] {"uid with a blank", "uid = uid || ' '"},
        new Object[] {"event_type", "event_type = 'VIEW'"},
        new Object[] {"name", "name = name || 'x'"},
        new Object[] {"level", "level = 'INFO'"},
        new Object[] {"subject", "subject = UPPER(subject)"},
        new Object[] {"message", "message = ''"},
        new Object[] {"message to null", "message = NULL"},
        new Object[] {"schema_id", "schema_id = 'https://example.org/steps'"},
        new Object[] {"schema_id to null", "schema_id = NULL"},
        new Object[] {"schema_version", "schema_version = '1.0'"},
        new Object[] {"schema to null", "schema_id = NULL, schema_version = NULL"},
        new Object[] {"context", "context = CAST('{\"session\":\"s99\"}' AS ${json})"},
        new Object[] {"context to null", "context = NULL"},
        new Object[] {
          "a blank in event_data",
          "event_data = CAST(REPLACE(CAST(event_data AS ${text}), ':', ': ') AS ${json})"
        },
        new Object[] {
          "a number in event_data",
          "event_data = CAST(REPLACE(CAST(event_data AS ${text}), '1.0', '1') AS ${json})"
        });
  }

  /** The types to which JSON and text are cast. */
  abstract Map<String, String> types();

  @ParameterizedTest(name = "{0}")
  @MethodSource("edits")
  void findsAChangedColumn(String column, String edit) throws Exception {
    Event victim = victim(new Random(column.hashCode()).nextInt(MANY));
    String sql = edit;
    for (Map.Entry<String, String> type : types().entrySet()) {
      sql = sql.replace("${" + type.getKey() + "}", type.getValue());
    }
    update("UPDATE \"event_logs\" SET " + sql + " WHERE id = ?", victim.id());
    assertFinds(verify(sealed.seal()), Kind.CHANGED, victim);
    restore(victim);
  }

  private void assertFinds(Verdict verdict, Kind kind, Event... victims) {
    long first = Stream.of(victims).mapToLong(sealed::number).min().orElseThrow();
    assertThat(verdict.isIntact()).isFalse();
    assertThat(verdict.firstBad()).hasValue(first);
    assertThat(verdict.count(kind, 0)).as("%s", kind).isEqualTo(victims.length);
    assertThat(verdict.problemCount()).isEqualTo(victims.length);
    assertThat(verdict.count(Kind.INTACT, 0)).isEqualTo(MANY - victims.length);
  }

  @Test
  void findsAChangedTime() throws Exception {
    Event victim = victimAt(43);
    OffsetDateTime later = victim.createdAt().plusNanos(1_000).atOffset(ZoneOffset.UTC);
    update("UPDATE \"event_logs\" SET created_at = ? WHERE id = ?", later, victim.id());
    assertFinds(verify(sealed.seal()), Kind.CHANGED, victim);
    restore(victim);
  }

  @Test
  void findsAChangedId() throws Exception {
    Event victim = victim(77);
    UUID other = new UUID(victim.id().getMostSignificantBits(), 0x8000000000000007L);
    update("UPDATE \"event_logs\" SET id = ? WHERE id = ?", other, victim.id());
    Verdict verdict = verify(sealed.seal());
    assertThat(verdict.firstBad()).hasValue(sealed.number(victim));
    assertThat(verdict.count(Kind.MISSING, 0)).isEqualTo(1);
    assertThat(verdict.count(Kind.INSERTED, 0)).isEqualTo(1);
    update("UPDATE \"event_logs\" SET id = ? WHERE id = ?", victim.id(), other);
  }

  @Test
  void findsEveryOneOfManyEdits() throws Exception {
    List<Event> victims = new ArrayList<>(sealed.events);
    Collections.shuffle(victims, new Random(3));
    Event[] some = victims.subList(0, MANY / 10).toArray(new Event[0]);
    for (Event victim : some) {
      update("UPDATE \"event_logs\" SET level = 'DEBUG' WHERE id = ?", victim.id());
    }
    Verdict verdict = verify(sealed.seal());
    assertFinds(verdict, Kind.CHANGED, some);
    assertThat(verdict.problems()).hasSize(100);
    update("UPDATE \"event_logs\" SET level = 'AUDIT'");
  }

  @Test
  void findsDeletedEvents() throws Exception {
    Event[] victims = {victim(MANY - 1), victim(0), victimAt(50)};
    for (Event victim : victims) {
      update("DELETE FROM \"event_logs\" WHERE id = ?", victim.id());
    }
    assertFinds(verify(sealed.seal()), Kind.MISSING, victims);
    insert(List.of(victims));
  }

  @Test
  void findsThatTheLastEventsAreGone() throws Exception {
    List<Event> last = sealed.events.subList(MANY / 100 * 85, MANY);
    for (Event event : last) {
      update("DELETE FROM \"event_logs\" WHERE id = ?", event.id());
    }
    assertFinds(verify(sealed.seal()), Kind.MISSING, last.toArray(new Event[0]));
    insert(last);
  }

  @Test
  void findsAnInsertedEvent() throws Exception {
    Event other = sealed.make(1).get(0);
    insert(List.of(other));
    Verdict verdict = verify(sealed.seal());
    assertThat(verdict.isIntact()).isFalse();
    assertThat(verdict.count(Kind.INSERTED, 0)).isEqualTo(1);
    assertThat(verdict.problems().get(0).words()).contains(other.id() + " was never sealed");
    assertThat(verdict.count(Kind.INTACT, 0)).isEqualTo(MANY);
    update("DELETE FROM \"event_logs\" WHERE id = ?", other.id());
  }

  /** Events from before the first epoch were never to be sealed. */
  @Test
  void passesAnEventThatWasLoggedBeforeAnythingWasSealed() throws Exception {
    Event old =
        Event.of(
            EventDraft.named("old")
                .trustedId(new UUID(0x7000L, 0x8000000000000001L))
                .createdAt(Instant.EPOCH));
    insert(List.of(old));
    Verdict verdict = verify(sealed.seal());
    assertIntact(verdict);
    assertThat(verdict.count(Kind.UNSEALED, 0)).isEqualTo(1);
    assertThat(verdict.doubts().toString()).contains("1 events are in no seal");
    update("DELETE FROM \"event_logs\" WHERE id = ?", old.id());
  }

  @Test
  void findsTwoEventsThatChangedPlaces() throws Exception {
    Event one = victimAt(10);
    Event other = victimAt(80);
    UUID aside = new UUID(0x7000L, 0x8000000000000002L);
    swap(one.id(), other.id(), aside);
    assertFinds(verify(sealed.seal()), Kind.CHANGED, one, other);
    swap(one.id(), other.id(), aside);
  }

  private void swap(UUID one, UUID other, UUID aside) throws SQLException {
    String sql = "UPDATE \"event_logs\" SET id = ? WHERE id = ?";
    update(sql, aside, one);
    update(sql, one, other);
    update(sql, other, aside);
  }

  @Test
  void doubtsTheSameTwiceAndFindsATwin() throws Exception {
    Event victim = victimAt(23);
    dropKey();
    update("INSERT INTO \"event_logs\" SELECT * FROM \"event_logs\" WHERE id = ?", victim.id());
    Verdict twice = verify(sealed.seal());
    assertIntact(twice);
    assertThat(twice.count(Kind.DUPLICATE, 0)).isEqualTo(1);
    changeOneOf(victim.id());
    Verdict twin = verify(sealed.seal());
    assertThat(twin.isIntact()).isFalse();
    assertThat(twin.count(Kind.CHANGED, 0)).isEqualTo(1);
    assertThat(twin.firstBad()).hasValue(sealed.number(victim));
    update("DELETE FROM \"event_logs\" WHERE id = ?", victim.id());
    addKey();
    insert(List.of(victim));
  }

  /** Changes the message of one of the rows with an id. */
  abstract void changeOneOf(UUID id) throws SQLException;

  abstract void dropKey() throws SQLException;

  abstract void addKey() throws SQLException;

  @Test
  void findsACheckpointWithoutItsSignature() throws Exception {
    SealFolder copy = copy();
    String text = Note.parse(copy.checkpoint()).text();
    Files.writeString(copy.path().resolve("checkpoint"), text + "\n");
    assertUnsigned(verify(copy));
    Files.writeString(copy.path().resolve("checkpoint"), text);
    assertUnsigned(verify(copy));
  }

  /** The first entry that nothing vouches for follows the newest epoch's record. */
  private void assertUnsigned(Verdict verdict) {
    assertThat(verdict.firstBad()).hasValue(MANY / 5 * 4 + 5);
    assertThat(verdict.problems().get(0).words()).contains("is not signed with the key");
  }

  @Test
  void findsACheckpointThatAnotherKeySigned() throws Exception {
    SealFolder copy = copy();
    String text = Note.parse(copy.checkpoint()).text();
    OperatorKey foreign =
        OperatorKey.make(SealedEvents.ORIGIN, temporary.resolve("foreign-" + copies));
    for (OperatorKey key : List.of(foreign, sealed.operator)) {
      Files.write(copy.path().resolve("checkpoint"), Note.sign(text, key).toBytes());
      assertUnsigned(verify(copy));
    }
  }

  @Test
  void findsASealThatSomebodyElseMade() throws Exception {
    SealedEvents forged = new SealedEvents(temporary.resolve("forged/seal"));
    byte[] unused = forged.seal(sealed.events);
    Verdict verdict = verify(forged.seal());
    assertThat(verdict.firstBad()).hasValue(0);
    assertThat(verdict.problems().get(0).words()).contains("operator key that is trusted");
  }

  @Test
  void findsADeletedTile() throws Exception {
    int whole = ENTRIES / 256;
    String last = "0/" + digits(whole) + ".p/" + ENTRIES % 256;
    for (String tile : List.of("0/002", "entries/002", "1/000.p/" + whole, last)) {
      SealFolder copy = copy();
      Files.delete(copy.path().resolve("tile").resolve(tile));
      Verdict verdict = verify(copy);
      assertThat(verdict.isIntact()).as(tile).isFalse();
      long first = tile.startsWith("1") ? 0 : tile.equals(last) ? whole * 256L : 2 * 256;
      assertThat(verdict.firstBad()).as(tile).hasValue(first);
      assertThat(verdict.count(Kind.CHANGED, 0) + verdict.count(Kind.INSERTED, 0)).isZero();
    }
  }

  private static String digits(int number) {
    return Integer.toString(1000 + number).substring(1);
  }

  @Test
  void findsAChangedEntryAndAChangedHash() throws Exception {
    SealFolder entries = copy();
    flip(entries.path().resolve("tile/entries/002"), 2 + 20);
    Verdict ofEntry = verify(entries);
    assertThat(ofEntry.firstBad()).hasValue(2 * 256);
    SealFolder hashes = copy();
    flip(hashes.path().resolve("tile/0/002"), 32 * 5);
    Verdict ofHash = verify(hashes);
    assertThat(ofHash.firstBad()).hasValue(2 * 256);
    assertThat(ofHash.isIntact()).isFalse();
    SealFolder upper = copy();
    flip(upper.path().resolve("tile/1/000.p/" + ENTRIES / 256), 32);
    assertThat(verify(upper).isIntact()).isFalse();
  }

  private static void flip(Path file, int at) throws IOException {
    byte[] bytes = Files.readAllBytes(file);
    bytes[at] ^= 1;
    Files.write(file, bytes);
  }

  @Test
  void findsASaltThatIsGone() throws Exception {
    Event victim = victimAt(30);
    SealFolder copy = copy();
    byte[] salts = Files.readAllBytes(copy.path().resolve("salts"));
    int at = (int) sealed.number(victim) * 16;
    Arrays.fill(salts, at, at + 16, (byte) 0);
    Files.write(copy.path().resolve("salts"), salts);
    assertFinds(verify(copy), Kind.CHANGED, victim);
  }

  /** Even without an anchor, since the store has events that the seal no longer knows. */
  @Test
  void findsASealThatWasRolledBack() throws Exception {
    SealFolder copy = copy();
    Files.write(copy.path().resolve("checkpoint"), anchor);
    long size = Checkpoint.parse(Note.parse(anchor)).size();
    Verdict anchored = verify(copy, new Anchor("a folder", sealed.seal().checkpoint()));
    assertThat(anchored.firstBad()).hasValue(size);
    assertThat(anchored.problems().get(0).words()).contains("entries are gone");
    Verdict alone = verify(copy);
    assertThat(alone.isIntact()).isFalse();
    assertThat(alone.count(Kind.INSERTED, 0)).isEqualTo(MANY / 5);
  }

  @Test
  void findsASealThatIsGone() throws Exception {
    SealFolder copy = copy();
    Files.delete(copy.path().resolve("checkpoint"));
    Verdict verdict = verify(copy);
    assertThat(verdict.firstBad()).hasValue(0);
    assertThat(verify(copy, new Anchor("a folder", anchor)).isIntact()).isFalse();
  }

  @Test
  void findsThatAnAnchorSaysSomethingElse() throws Exception {
    SealedEvents other = new SealedEvents(temporary.resolve("other-" + copies++ + "/seal"));
    byte[] foreign = other.seal(other.make(MANY / 20));
    Verdict verdict = verify(sealed.seal(), new Anchor("a folder", foreign));
    assertThat(verdict.isIntact()).isFalse();
    assertThat(verdict.firstBad().orElseThrow()).isLessThanOrEqualTo(MANY / 20);
    String text = new Checkpoint(SealedEvents.ORIGIN, MANY / 3, new byte[32]).text();
    byte[] forged = Note.sign(text, sealed.operator).toBytes();
    assertThat(verify(sealed.seal(), new Anchor("a folder", forged)).isIntact()).isFalse();
  }

  /** Last, since what is erased stays erased. */
  @Test
  @Order(Integer.MAX_VALUE)
  void passesErasuresAndAPurgeThatWereSigned() throws Exception {
    List<Event> gone = sealed.events.subList(0, REMOVED);
    for (Event event : gone.subList(0, ERASURES)) {
      remove("erase", List.of(event.id()));
    }
    for (int from = ERASURES; from < REMOVED; from += PURGED) {
      remove("purge", gone.subList(from, from + PURGED).stream().map(Event::id).toList());
    }
    assertRemoved(verify(sealed.seal()));
    sealed.takeRemovals();
    Verdict verdict = verify(sealed.seal());
    assertRemoved(verdict);
    assertThat(verdict.removals().get(0).reason()).isEqualTo("a test");
    assertThat(sealed.seal().salt(sealed.number(gone.get(0)))).isEmpty();
    update("DELETE FROM \"event_logs\" WHERE id = ?", victimAt(50).id());
    Verdict missing = verify(sealed.seal());
    assertThat(missing.firstBad()).hasValue(sealed.number(victimAt(50)));
    insert(List.of(victimAt(50)));
  }

  private void assertRemoved(Verdict verdict) {
    assertIntact(verdict);
    assertThat(verdict.count(Kind.ERASED, 0)).isEqualTo(REMOVED);
    assertThat(verdict.count(Kind.INTACT, 0)).isEqualTo(MANY - REMOVED);
    assertThat(verdict.removalCount()).isEqualTo(ERASURES + 2);
  }

  private void remove(String kind, List<UUID> ids) throws Exception {
    Removal record =
        new Removal(SealedEvents.ORIGIN, kind, "a test", Instant.ofEpochSecond(1_800_000_000), ids);
    Path unused = sealed.seal().removals().put(record, sealed.operator);
    assertThat(store.remove(ids, dev.eventlogger.query.Removal.IN_CHUNKS)).isEqualTo(ids.size());
  }

  /** Somebody who removes events and signs with another key only gives it away. */
  @Test
  void findsARemovalThatTheOperatorDidNotSign() throws Exception {
    Event victim = victimAt(60);
    SealFolder copy = copy();
    OperatorKey foreign =
        OperatorKey.make(SealedEvents.ORIGIN, temporary.resolve("foreign-" + copies++));
    Removal record =
        new Removal(
            SealedEvents.ORIGIN,
            "erase",
            "a test",
            Instant.ofEpochSecond(1_800_000_000),
            List.of(victim.id()));
    Path unused = copy.removals().put(record, foreign);
    update("DELETE FROM \"event_logs\" WHERE id = ?", victim.id());
    Verdict verdict = verify(copy);
    assertThat(verdict.firstBad()).hasValue(sealed.number(victim));
    assertThat(verdict.count(Kind.MISSING, 0)).isEqualTo(1);
    assertThat(verdict.removalCount()).isZero();
    insert(List.of(victim));
  }
}
