package dev.eventlogger.sink.db;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.eventlogger.event.Event;
import dev.eventlogger.spi.SinkException;
import java.sql.SQLException;
import java.util.List;

/** Checks on what became of a batch. */
final class BatchChecks {

  private BatchChecks() {}

  /** Checks that logging fails with the advice to send the batch again. */
  static SinkException assertUnavailable(DbEventLogger sink, List<Event> batch) {
    SinkException failure = catchThrowableOfType(SinkException.class, () -> sink.log(batch));
    assertThat(failure).as("why the batch was not delivered").isNotNull();
    assertThat(failure.kind()).as("%s", failure).isEqualTo(SinkException.Kind.UNAVAILABLE);
    return failure;
  }

  /** Checks that a table holds these events, each once, and no others. */
  static void assertStoredOnce(TestDatabase database, Object table, List<Event> events)
      throws SQLException {
    assertThat(database.query("SELECT id FROM " + database.quoted(table)))
        .containsExactlyInAnyOrderElementsOf(
            events.stream().map(event -> event.id().toString()).toList());
  }
}
