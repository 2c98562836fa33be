package dev.eventlogger.delivery;

import static java.util.stream.Collectors.toSet;

import dev.eventlogger.journal.JournalFiles;
import dev.eventlogger.spi.FailureWords;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/** Reports journals that hold events of logs that are no longer configured. */
final class ForgottenJournals {

  private static final System.Logger LOG = System.getLogger("dev.eventlogger.delivery");

  private ForgottenJournals() {}

  static void report(List<NamedLog> logs) {
    Set<String> names = logs.stream().map(NamedLog::name).collect(toSet());
    logs.stream()
        .map(NamedLog::journals)
        .filter(Objects::nonNull)
        .distinct()
        .forEach(directory -> report(directory, names));
  }

  private static void report(Path directory, Set<String> names) {
    try {
      JournalFiles.forgotten(directory, names)
          .forEach(
              (journal, waiting) ->
                  LOG.log(
                      Level.WARNING,
                      "journal "
                          + journal
                          + ": no log of that name is configured, and at least "
                          + waiting
                          + " events wait in it; configure the log again, or see journal dump"));
    } catch (IOException | RuntimeException e) {
      LOG.log(
          Level.WARNING,
          "journals of other logs cannot be looked for in " + directory,
          FailureWords.shown(e));
    }
  }
}
