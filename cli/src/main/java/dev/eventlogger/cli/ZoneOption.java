package dev.eventlogger.cli;

import dev.eventlogger.query.text.ZoneText;
import java.time.ZoneId;
import java.time.ZoneOffset;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The time zone that a command reads and shows times in. */
final class ZoneOption {

  @Option(
      names = "--tz",
      paramLabel = "ZONE",
      description =
          "The time zone of what is shown, of days, and of times written without one: a name such "
              + "as Europe/Berlin, an offset such as +02:00, or local. Default: UTC.")
  private @Nullable String zone;

  ZoneId zone() {
    if (zone == null) {
      return ZoneOffset.UTC;
    }
    try {
      return zone.equals("local") ? ZoneId.systemDefault() : ZoneText.parse(zone);
    } catch (IllegalArgumentException e) {
      throw new UserMistake(
          "--tz: must be a time zone such as Europe/Berlin, an offset such as +02:00, or local, not"
              + " \""
              + Cell.of(zone, 40)
              + "\"");
    }
  }
}
