package dev.eventlogger.delivery.journal;

import java.io.IOException;
import java.lang.System.Logger.Level;
import java.nio.file.Path;

/** Says what happened to a journal that a person should know. Thread-safe. */
final class JournalReports {

  private static final System.Logger LOG = System.getLogger("dev.eventlogger.delivery.journal");

  private final Path directory;
  private boolean failing;

  JournalReports(Path directory) {
    this.directory = directory;
  }

  /** Something was found that cannot be read. */
  void damaged(String what) {
    LOG.log(Level.WARNING, "journal " + directory + ": " + what);
  }

  void note(String what) {
    LOG.log(Level.INFO, "journal " + directory + ": " + what);
  }

  /** The disk failed; said once until it works again. */
  synchronized void failed(String what, IOException failure) {
    if (!failing) {
      failing = true;
      LOG.log(Level.ERROR, "journal " + directory + ": " + what, failure);
    }
  }

  synchronized void works() {
    if (failing) {
      failing = false;
      LOG.log(Level.INFO, "journal " + directory + ": can be written again");
    }
  }
}
