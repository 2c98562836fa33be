package dev.eventlogger.sink.db;

import dev.eventlogger.config.Section;
import dev.eventlogger.event.Event;
import dev.eventlogger.query.EventFilter;
import dev.eventlogger.query.EventPage;
import dev.eventlogger.query.EventQuery;
import dev.eventlogger.query.Field;
import dev.eventlogger.query.Sort;
import dev.eventlogger.spi.BaseEventLogger;
import dev.eventlogger.testkit.EventLoggerContract;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

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
}
