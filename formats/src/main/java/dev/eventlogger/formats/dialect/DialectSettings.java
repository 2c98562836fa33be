package dev.eventlogger.formats.dialect;

import java.util.Map;

/**
 * Settings of the dialects.
 *
 * @param mostEvents how many events a request may have
 * @param mostInflated how many bytes a body may have after a dialect itself has inflated it
 * @param gramexValues default data of every event that comes to Gramex's {@code /log}, which the
 *     request may override
 */
public record DialectSettings(int mostEvents, int mostInflated, Map<String, ?> gramexValues) {

  /** 10,000 events, 16 MiB, and no default data for Gramex. */
  public static final DialectSettings DEFAULT =
      new DialectSettings(10_000, 16 * 1024 * 1024, Map.of());

  public DialectSettings {
    if (mostEvents < 1 || mostInflated < 1) {
      throw new IllegalArgumentException("a limit must be at least 1");
    }
  }
}
