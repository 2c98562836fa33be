package dev.eventlogger.cli.demo;

import java.time.Duration;
import java.time.Instant;

/**
 * The versions of the product, each current from some days before the end on: 2.4.0 brings a new
 * error, and makes a function slow; 2.4.1 fixes half of that.
 */
enum Release {
  V2_3_1("2.3.1", 10_000),
  V2_3_2("2.3.2", 21),
  V2_4_0("2.4.0", 9),
  V2_4_1("2.4.1", 2);

  private final String version;
  private final Duration beforeEnd;

  Release(String version, int daysBeforeEnd) {
    this.version = version;
    this.beforeEnd = Duration.ofDays(daysBeforeEnd);
  }

  static Release at(Instant time, Instant end) {
    Release current = V2_3_1;
    for (Release release : values()) {
      if (!time.isBefore(end.minus(release.beforeEnd))) {
        current = release;
      }
    }
    return current;
  }

  String version() {
    return version;
  }

  boolean isAtLeast(Release other) {
    return compareTo(other) >= 0;
  }
}
