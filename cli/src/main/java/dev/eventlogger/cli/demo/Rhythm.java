package dev.eventlogger.cli.demo;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;

/** When people work: by the hour of their own day, and by the day of the week. Immutable. */
final class Rhythm {

  private static final double[] BY_HOUR = {
    0.02, 0.01, 0.01, 0.01, 0.02, 0.05, 0.12, 0.30, 0.70, 1.00, 1.00, 0.90,
    0.55, 0.80, 0.95, 0.90, 0.75, 0.45, 0.25, 0.15, 0.12, 0.10, 0.06, 0.03
  };
  private static final double SATURDAY = 0.16;
  private static final double SUNDAY = 0.12;

  private Rhythm() {}

  /** How likely somebody works at a time, relative to the busiest, which is 1. */
  static double at(Instant time, ZoneOffset offset) {
    LocalDateTime local = LocalDateTime.ofInstant(time, offset);
    double next = BY_HOUR[(local.getHour() + 1) % BY_HOUR.length];
    double passed = local.getMinute() / 60.0;
    double byHour = BY_HOUR[local.getHour()] * (1 - passed) + next * passed;
    return byHour * on(local.toLocalDate());
  }

  private static double on(LocalDate day) {
    DayOfWeek weekday = day.getDayOfWeek();
    return switch (weekday) {
      case SATURDAY -> SATURDAY;
      case SUNDAY -> SUNDAY;
      default -> 1;
    };
  }
}
