package dev.eventlogger.cli;

import java.time.DateTimeException;
import java.time.ZoneId;
import java.time.ZoneOffset;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which time zone a command speaks of. */
final class ZoneOption {

  @Option(
      names = "--tz",
      paramLabel = "ZONE",
      description =
          "The time zone of what is shown, of days, and of times written without one: a name such "
              + "as Europe/Berlin, an offset such as +02:00, or local. Default: UTC.")
  private @Nullable String zone;

  ZoneId zone() {
    if (zone == null || zone.equalsIgnoreCase("UTC") || zone.equals("Z")) {
      return ZoneOffset.UTC;
    }
    try {
      return zone.equals("local") ? ZoneId.systemDefault() : ZoneId.of(zone).normalized();
    } catch (DateTimeException e) {
      throw new UserMistake(
          "--tz: must be a time zone such as Europe/Berlin, an offset such as +02:00, or local, not"
              + " \""
              + Cell.of(zone, 40)
              + "\"");
    }
  }
}
