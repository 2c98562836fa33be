package dev.eventlogger.formats.dialect;

import java.util.List;
import java.util.Optional;

/** The dialects that there are. Immutable, thread-safe. */
public final class Dialects {

  private final List<Dialect> all;

  /** The dialects, set up. */
  public Dialects(DialectSettings settings) {
    BodyReader bodies = new BodyReader(settings.mostEvents());
    all =
        List.of(
            new EventLoggerDialect(bodies),
            new JupyterDialect(bodies),
            new QuerybookDialect(bodies),
            new CloudEventsDialect(bodies));
  }

  /** All, in the order in which they are asked whether a request is meant for them. */
  public List<Dialect> all() {
    return all;
  }

  /** The one of that name. */
  public Optional<Dialect> named(String name) {
    return all.stream().filter(dialect -> dialect.name().equals(name)).findFirst();
  }
}
