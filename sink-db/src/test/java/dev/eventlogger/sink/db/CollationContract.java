package dev.eventlogger.sink.db;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.eventlogger.event.Event;
import dev.eventlogger.event.EventDraft;
import dev.eventlogger.query.Condition;
import dev.eventlogger.query.EventFilter;
import dev.eventlogger.query.EventPage;
import dev.eventlogger.query.EventQuery;
import dev.eventlogger.query.Field;
import dev.eventlogger.query.Operator;
import dev.eventlogger.query.Removal;
import dev.eventlogger.query.Sort;
import dev.eventlogger.query.UsageQuery;
import dev.eventlogger.query.UsageRow;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * The contract of stores, and more, on a table whose collation treats different texts as equal:
 * every answer is by code point all the same.
 */
@Timeout(300)
abstract class CollationContract extends DbStoreContract {

  /** Texts in the order of their code points; a weak collation treats most of them as equal. */
  private static final List<String> USERS =
      List.of(
          "ADA", "ADa", "Ada", "ada", "ada ", "ad\u00e1", "bob", "\ud83d\ude00", "\ud83d\ude01");

  private final TestDatabase kind;
  private final Map<String, Object> own;
  private final DbEventLogger sink = new DbEventLogger();
  private final DbEventStore store = new DbEventStore();

  CollationContract(TestDatabase kind, Map<String, Object> settings) {
    super(settings);
    this.kind = kind;
    own = Rig.with(settings, "table", settings.get("table") + "_own");
  }

  /** Changes the collation of the columns in a table that the sink has created. */
  abstract void weaken(TestDatabase database, String table) throws Exception;

  private void make(Map<String, Object> settings) throws Exception {
    DbEventLogger first = new DbEventLogger();
    first.open(Rig.config(settings));
    first.close();
    weaken(kind, settings.get("table").toString());
  }

  @BeforeAll
  final void makeTables() throws Exception {
    make(settings());
    make(own);
    sink.open(Rig.config(own));
    store.open(Rig.config(own));
    List<Event> events = new ArrayList<>();
    for (String user : USERS) {
      events.add(Event.of(EventDraft.named("of " + user).uid(user).subject(user).message(user)));
    }
    sink.log(events);
  }

  @AfterAll
  final void closeBoth() {
    sink.close();
    store.close();
  }

  private List<String> users(Condition... conditions) {
    return users(new Sort(Field.UID, true), conditions);
  }

  /** In pages of two, so that keys are compared as well. */
  private List<String> users(Sort sort, Condition... conditions) {
    List<String> users = new ArrayList<>();
    EventQuery query = new EventQuery(EventFilter.of(conditions), sort, 2, null);
    EventPage page = store.find(query);
    page.events().forEach(event -> users.add(event.uid()));
    while (page.next() != null) {
      page = store.find(query.after(page.next()));
      page.events().forEach(event -> users.add(event.uid()));
    }
    return users;
  }

  @Test
  final void findsByCodePoint() {
    assertThat(users(Condition.equal(Field.UID, "ada"))).containsExactly("ada");
    assertThat(users(Condition.equal(Field.SUBJECT, "ADA", "bob"))).containsExactly("ADA", "bob");
    assertThat(users(Condition.equal(Field.NAME, "of ada"))).containsExactly("ada");
    assertThat(users(Condition.equal(Field.MESSAGE, "ada "))).containsExactly("ada ");
    assertThat(users(Condition.of(Field.UID, Operator.NOT_EQUAL, "ada", "bob")))
        .containsExactly("ADA", "ADa", "Ada", "ada ", "ad\u00e1", "\ud83d\ude00", "\ud83d\ude01");
    assertThat(users(Condition.of(Field.UID, Operator.CONTAINS, "Ad"))).containsExactly("Ada");
    assertThat(users(Condition.of(Field.UID, Operator.GREATER, "ada")))
        .containsExactly("ada ", "ad\u00e1", "bob", "\ud83d\ude00", "\ud83d\ude01");
  }

  @Test
  final void sortsByCodePoint() {
    for (Field field : List.of(Field.UID, Field.SUBJECT, Field.NAME)) {
      assertThat(users(new Sort(field, true))).as("by %s", field).isEqualTo(USERS);
    }
  }

  @Test
  final void countsByCodePoint() {
    List<UsageRow> rows =
        store.usage(new UsageQuery(EventFilter.ALL, null, Field.SUBJECT, USERS.size()));

    assertThat(rows)
        .extracting(UsageRow::value, UsageRow::events, UsageRow::users)
        .containsExactlyElementsOf(USERS.stream().map(user -> tuple(user, 1L, 1L)).toList());
    assertThat(store.usage(UsageQuery.of(EventFilter.ALL)))
        .extracting(UsageRow::events, UsageRow::users)
        .containsExactly(tuple((long) USERS.size(), (long) USERS.size()));
  }

  @Test
  final void erasesOneUser() throws Exception {
    Map<String, Object> other = Rig.with(own, "table", own.get("table") + "_erased");
    make(other);
    DbEventLogger writing = new DbEventLogger();
    writing.open(Rig.config(other));
    for (String user : USERS) {
      writing.log(List.of(Event.of(EventDraft.named("click").uid(user))));
    }
    writing.close();
    try (DbEventStore erasing = new DbEventStore()) {
      erasing.open(Rig.config(other));

      assertThat(erasing.erase("ada", Removal.DRY_RUN)).isEqualTo(1);
      assertThat(erasing.erase("ada", Removal.IN_CHUNKS)).isEqualTo(1);

      assertThat(erasing.find(EventQuery.of(EventFilter.ALL)).events())
          .extracting(Event::uid)
          .containsExactlyInAnyOrderElementsOf(
              USERS.stream().filter(user -> !user.equals("ada")).toList());
    }
  }
}
