package dev.eventlogger.cli;

import dev.eventlogger.config.EventLoggerConfig;
import dev.eventlogger.event.Event;
import dev.eventlogger.journal.JournalFiles;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Searches the journals of a configuration for the events of a user, and changes nothing. */
final class JournalSearch {

  private JournalSearch() {}

  /** A line for each journal that holds some, or cannot be read. */
  static List<String> find(EventLoggerConfig config, String uid) {
    List<String> lines = new ArrayList<>();
    LogDeliveries.journals(config).values().forEach(journal -> lines.addAll(find(journal, uid)));
    return lines;
  }

  private static List<String> find(Path directory, String uid) {
    try {
      if (!JournalFiles.isJournal(directory)) {
        return List.of();
      }
      long waiting = count(directory, uid, false);
      long all = count(directory, uid, true);
      return words(directory, waiting, Math.max(0, all - waiting));
    } catch (IOException e) {
      // The files of a journal in use come and go.
      return List.of(
          "journal "
              + directory
              + ": cannot be read, and may hold events of that user; run this again");
    }
  }

  private static long count(Path directory, String uid, boolean all) throws IOException {
    long[] count = {0};
    new JournalFiles(directory)
        .dump(all, Event::ofCanonical, event -> count[0] += isOf(event, uid) ? 1 : 0);
    return count[0];
  }

  private static boolean isOf(Event event, String uid) {
    try {
      return uid.equals(event.uid());
    } catch (IllegalArgumentException e) {
      return false; // a record that is no event belongs to nobody
    }
  }

  private static List<String> words(Path directory, long waiting, long settled) {
    List<String> lines = new ArrayList<>();
    if (waiting > 0) {
      lines.add(
          "journal "
              + directory
              + ": holds "
              + Terminal.count(waiting)
              + " events of that user that are still to be delivered; run this again when they are");
    }
    if (settled > 0) {
      lines.add(
          "journal "
              + directory
              + ": holds "
              + Terminal.count(settled)
              + " delivered events of that user, until their file is done with");
    }
    return lines;
  }
}
