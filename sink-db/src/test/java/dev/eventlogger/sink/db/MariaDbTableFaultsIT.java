package dev.eventlogger.sink.db;

import static org.assertj.core.api.Assertions.assertThat;

import dev.eventlogger.event.Event;
import dev.eventlogger.event.EventDraft;
import org.junit.jupiter.api.Test;

final class MariaDbTableFaultsIT extends TableFaultsContract {

  MariaDbTableFaultsIT() {
    super(TestDatabase.MARIADB);
  }

  @Test
  void waitsWhereATriggerRefusesEveryEvent() throws Exception {
    openAndStore();
    String trigger = database.quoted(settings.get("table") + "_no");
    database.execute(
        ("CREATE TRIGGER " + trigger + " BEFORE INSERT ON " + table)
            + " FOR EACH ROW SIGNAL SQLSTATE '45000' SET MESSAGE_TEXT = 'carl is refused'");
    Event event = event("click", "carl");

    assertWaits(event);

    database.execute("DROP TRIGGER " + trigger);
    store(event);
  }

  @Test
  void waitsWhereATextHasNoPlaceInTheCharacterSet() throws Exception {
    openAndStore();
    alter("MODIFY message LONGTEXT CHARACTER SET latin1");
    Event event = Event.of(EventDraft.named("click").message("\ud83d\ude00"));

    assertThat(assertWaits(event)).hasMessageContaining("message has the character set latin1");

    open(Rig.with(settings, "schema", "none"));
    assertThat(assertWaits(event)).hasMessageContaining("message has the character set latin1");
    alter("MODIFY message LONGTEXT CHARACTER SET utf8mb4");
    store(event);
  }
}
