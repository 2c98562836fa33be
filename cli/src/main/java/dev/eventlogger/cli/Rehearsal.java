package dev.eventlogger.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * Runs each of the usual commands once in a folder of its own, so that the JVM has loaded the
 * classes they need: the launcher has the JVM archive these, so that they load faster.
 */
public final class Rehearsal {

  private static final String EVENT =
      "{\"event_type\":\"CLICK\",\"uid\":\"1\",\"event_data\":{\"element\":\"RUN\"}}";

  private Rehearsal() {}

  /**
   * Runs the commands.
   *
   * @param args the folder, which its creator removes
   */
  public static void main(String[] args) throws IOException {
    Path folder = Path.of(args[0]);
    Path config =
        Files.write(
            folder.resolve("event-logger.yaml"),
            List.of(
                "EVENT_LOGGER_NAME: [db, file]",
                "EVENT_LOGGERS:",
                "  db: {url: 'jdbc:h2:" + folder.toAbsolutePath().resolve("events") + "'}",
                "  file: {path: '" + folder.resolve("events.ndjson") + "'}",
                "EVENT_DELIVERY: {directory: '" + folder.resolve("journal") + "'}"));
    Path events = Files.write(folder.resolve("input.ndjson"), List.of(EVENT, EVENT));
    Diagnostics.install();
    run(config, "log", events.toString());
    for (Format format : Format.values()) {
      run(config, "query", "--since", "all", "--format", format.name());
      run(config, "usage", "--per", "day", "--by", "name", "--format", format.name());
    }
    run(config, "tail");
    run(config, "purge", "--older-than", "1d", "--dry-run");
    run(config, "erase", "--uid", "1", "--dry-run");
    run(config, "doctor");
    run(config, "config", "check");
    run(config, "journal", "check");
    run(config, "explain", events.toString());
    run(config, "query", "--no-such-option");
    EventLoggerCommand.commandLine().execute("--help");
    EventLoggerCommand.commandLine().execute("plugins");
    System.exit(0);
  }

  private static void run(Path config, String... words) {
    String[] all = new String[words.length + 2];
    System.arraycopy(words, 0, all, 0, words.length);
    all[words.length] = "--config";
    all[words.length + 1] = config.toString();
    int unused = EventLoggerCommand.commandLine().execute(all);
  }
}
