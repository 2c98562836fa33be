package dev.eventlogger.formats.dialect;

import java.util.List;
import java.util.Optional;

/** The known dialects. Immutable, thread-safe. */
public final class Dialects {

  private final List<Dialect> all;

  /**
   * Makes the dialects.
   *
   * @param settings for all of them
   * @param protobuf reads and writes OTLP's messages that are not JSON
   */
  public Dialects(DialectSettings settings, OtlpEncoding protobuf) {
    BodyReader bodies = new BodyReader(settings.mostEvents());
    int mostInflated = settings.mostInflated();
    all =
        List.of(
            new EventGateDialect(bodies), // before ours, whose path it shares
            new EventLoggerDialect(bodies),
            new JupyterDialect(bodies),
            new QuerybookDialect(bodies),
            new CloudEventsDialect(bodies),
            new GramexDialect(settings.gramexValues()),
            new SegmentDialect(bodies),
            new OtlpDialect(bodies, mostInflated, protobuf),
            new PosthogDialect(bodies, mostInflated),
            new PlausibleDialect(bodies),
            new UmamiDialect(bodies));
  }

  /** All, in the order in which they are asked whether a request is meant for them. */
  public List<Dialect> all() {
    return all;
  }

  /** The dialect of that name; empty if there is none. */
  public Optional<Dialect> named(String name) {
    return all.stream().filter(dialect -> dialect.name().equals(name)).findFirst();
  }
}
