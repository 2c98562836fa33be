package dev.eventlogger.sink.db;

import static org.assertj.core.api.Assertions.assertThat;

import dev.eventlogger.config.Section;
import dev.eventlogger.event.Event;
import dev.eventlogger.event.EventDraft;
import dev.eventlogger.query.EventFilter;
import dev.eventlogger.query.EventPage;
import dev.eventlogger.query.EventQuery;
import dev.eventlogger.query.Field;
import dev.eventlogger.query.Sort;
import dev.eventlogger.spi.BaseEventLogger;
import dev.eventlogger.spi.DeliveryResult;
import dev.eventlogger.testkit.EventLoggerContract;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The contract of sinks, in a table of its own for each test. */
abstract class DbContract extends EventLoggerContract {

  private final Map<String, Object> settings;

  DbContract(TestDatabase database) {
    settings = database.settings();
  }

  @Override
  protected BaseEventLogger newLogger() {
    return new DbEventLogger();
  }

  @Override
  protected Map<String, Object> settings() {
    return settings;
  }

  @Override
  protected boolean showsRepeats() {
    return false;
  }

  @Override
  protected List<String> delivered() {
    List<String> lines = new ArrayList<>();
    try (DbEventStore store = new DbEventStore()) {
      store.open(Section.of("contract", settings));
      EventQuery query = new EventQuery(EventFilter.ALL, new Sort(Field.ID, true), 1_000, null);
      EventPage page = store.find(query);
      page.events().stream().map(Event::toJson).forEach(lines::add);
      while (page.next() != null) {
        page = store.find(query.after(page.next()));
        page.events().stream().map(Event::toJson).forEach(lines::add);
      }
    }
    return lines;
  }

  /** The second batch holds what is there already, for which PostgreSQL does not use COPY. */
  @Test
  final void givesBackNulAsItWasWhicheverWayItCame() throws Exception {
    Event first = withNul("first");
    Event second = withNul("second");
    BaseEventLogger sink = newLogger();
    sink.open(Section.of("contract", settings));

    assertThat(sink.log(List.of(first))).isEqualTo(DeliveryResult.DELIVERED);
    assertThat(sink.log(List.of(first, second))).isEqualTo(DeliveryResult.DELIVERED);

    sink.close();
    assertThat(delivered()).containsExactlyInAnyOrder(first.toJson(), second.toJson());
  }

  private static Event withNul(String name) {
    return Event.of(
        EventDraft.named(name)
            .message("\u0000 a\u0000b \u0000\u0000")
            .data(Map.of("text", "a\u0000b", "key \u0000", List.of("\u0000", "\\u0000"))));
  }
}
