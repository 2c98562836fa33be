package dev.eventlogger.cli;

import dev.eventlogger.delivery.DeadLetter;
import dev.eventlogger.delivery.DeadLetterFolder;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Removes the events of a user from dead letters. An event logger may write to them meanwhile. */
final class DeadLetterErasure {

  private final List<DeadLetterFolder> folders;
  private final String uid;
  private final PrintWriter err;
  private boolean isComplete = true;

  DeadLetterErasure(List<DeadLetterFolder> folders, String uid, PrintWriter err) {
    this.folders = folders;
    this.uid = uid;
    this.err = err;
  }

  /** Counts the user's dead letters. */
  long count() throws IOException {
    long count = 0;
    for (DeadLetterFolder folder : folders) {
      for (String log : folder.logs()) {
        for (Path file : folder.files(log)) {
          count += search(file).erased;
        }
      }
    }
    return count;
  }

  /**
   * Erases the user's dead letters, and returns how many. A file that is being written is closed
   * first.
   */
  long erase() throws IOException {
    long erased = 0;
    for (DeadLetterFolder folder : folders) {
      for (String log : folder.logs()) {
        closeIfItHolds(folder, log);
        for (Path file : folder.closed(log)) {
          erased += erase(file);
        }
      }
    }
    return erased;
  }

  /** Whether every line could be read. */
  boolean isComplete() {
    return isComplete;
  }

  private void closeIfItHolds(DeadLetterFolder folder, String log) throws IOException {
    List<Path> open = folder.files(log);
    open.removeAll(folder.closed(log));
    for (Path file : open) {
      if (search(file).erased > 0) {
        folder.close(log);
      }
    }
  }

  private long erase(Path file) throws IOException {
    Search search = search(file);
    if (search.erased > 0) {
      RemainingLines.keep(file, search.staying);
    }
    if (search.unreadable > 0) {
      isComplete = false;
      err.println(file + ": lines that cannot be read, and stay: " + search.unreadable);
    }
    return search.erased;
  }

  private Search search(Path file) throws IOException {
    Search search = new Search();
    DeadLetterLines.read(file, search);
    return search;
  }

  /** Sorts the lines of a file into the user's and others. */
  private final class Search implements DeadLetterLines.Consumer {
    private final Set<Long> staying = new HashSet<>();
    private long erased;
    private long unreadable;

    @Override
    public void letter(long line, DeadLetter letter) {
      if (uid.equals(letter.event().uid())) {
        erased++;
      } else {
        staying.add(line);
      }
    }

    @Override
    public void unreadable(long line, String reason) {
      unreadable++;
      staying.add(line);
    }
  }
}
