package dev.eventlogger.delivery.journal;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** Where damaged files of a journal are kept, for people to look at. Nothing in it is ever read. */
final class Quarantine {

  static final String DIRECTORY = "quarantine";

  private Quarantine() {}

  /** Moves a file there, under its name or, if that is taken, its name and a number. */
  static Path take(Disk disk, Path file) throws IOException {
    Path quarantine = file.resolveSibling(DIRECTORY);
    disk.makeDirectory(quarantine);
    List<Path> kept = disk.list(quarantine);
    Path target = quarantine.resolve(file.getFileName());
    for (int i = 1; kept.contains(target); i++) {
      target = quarantine.resolve(file.getFileName() + "." + i);
    }
    disk.rename(file, target);
    disk.syncDirectory(quarantine);
    Path directory = file.getParent();
    if (directory != null) {
      disk.syncDirectory(directory);
    }
    return target;
  }
}
