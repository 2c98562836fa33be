package dev.eventlogger.cli.verify;

import dev.eventlogger.event.Event;
import dev.eventlogger.journal.JournalFiles;
import dev.eventlogger.seal.SealFolder;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The journal that contains a seal: events that wait in it may be in the store, but not sealed yet.
 */
final class OwnJournal {

  private static final int TRIES = 3;

  private final SealFolder seal;

  OwnJournal(SealFolder seal) {
    this.seal = seal;
  }

  /** Whether there is one; a copy of a seal has none. */
  boolean isThere() throws IOException {
    Path directory = directory();
    return directory != null && JournalFiles.isJournal(directory);
  }

  private @Nullable Path directory() {
    return seal.path().toAbsolutePath().getParent();
  }

  /**
   * Looks for waiting events.
   *
   * @param found gets their ids
   * @return whether a process has the journal open; false if there is no journal, as with a copy
   */
  boolean find(Set<UUID> wanted, Set<UUID> found) throws IOException {
    Path directory = directory();
    if (directory == null || !JournalFiles.isJournal(directory)) {
      return false;
    }
    JournalFiles journal = new JournalFiles(directory);
    for (int tries = 1; ; tries++) {
      try {
        journal.dump(false, Event::ofCanonical, event -> add(event, wanted, found));
        return journal.condition().isOpen();
      } catch (IOException e) {
        // The files of a journal in use come and go.
        if (tries == TRIES) {
          throw e;
        }
      }
    }
  }

  private static void add(Event event, Set<UUID> wanted, Set<UUID> found) {
    try {
      if (wanted.contains(event.id())) {
        found.add(event.id());
      }
    } catch (IllegalArgumentException e) {
      // A record that is no event is not wanted.
    }
  }
}
