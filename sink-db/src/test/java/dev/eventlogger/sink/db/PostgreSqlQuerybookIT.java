package dev.eventlogger.sink.db;

import static org.assertj.core.api.Assertions.assertThat;

import dev.eventlogger.event.Event;
import dev.eventlogger.event.EventDraft;
import dev.eventlogger.event.EventType;
import dev.eventlogger.query.Condition;
import dev.eventlogger.query.Field;
import dev.eventlogger.spi.DeliveryResult;
import java.util.List;
import org.junit.jupiter.api.Test;

final class PostgreSqlQuerybookIT extends QuerybookContract {

  PostgreSqlQuerybookIT() {
    super(TestDatabase.POSTGRESQL);
  }

  @Test
  void insertsThroughConnectionsThatHideTheirDriver() throws Exception {
    DbEventLogger sink = new DbEventLogger(HiddenDriver.of(TestDatabase.POSTGRESQL));
    sink.open(Rig.config(settings));

    assertThat(
            sink.log(
                List.of(
                    Event.of(EventDraft.of(EventType.VIEW).uid("7")),
                    Event.of(EventDraft.of(EventType.CLICK).uid("8")))))
        .isEqualTo(DeliveryResult.DELIVERED);

    sink.close();
    assertThat(find(Condition.equal(Field.UID, "7")))
        .extracting(Event::type)
        .containsExactly(EventType.VIEW);
    assertThat(find(Condition.equal(Field.UID, "8")))
        .extracting(Event::type)
        .containsExactly(EventType.CLICK);
  }
}
