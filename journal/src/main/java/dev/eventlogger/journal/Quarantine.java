package dev.eventlogger.journal;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/**
 * Where damaged files of a journal are kept, for people to look at. The journal never reads them.
 */
final class Quarantine {

  static final String DIRECTORY = "quarantine";

  private Quarantine() {}

  /** A free name for a file: its own or, if that is taken, its own and a number. */
  static Path place(Disk disk, Path file) throws IOException {
    Path quarantine = file.resolveSibling(DIRECTORY);
    disk.makeDirectory(quarantine);
    List<Path> kept = disk.list(quarantine);
    Path place = quarantine.resolve(file.getFileName());
    for (int i = 1; kept.contains(place); i++) {
      place = quarantine.resolve(file.getFileName() + "." + i);
    }
    return place;
  }

  /** Moves a file there; returns its new path. */
  static Path take(Disk disk, Path file) throws IOException {
    Path place = place(disk, file);
    disk.rename(file, place);
    for (Path directory : new Path[] {place.getParent(), file.getParent()}) {
      if (directory != null) {
        disk.syncDirectory(directory);
      }
    }
    return place;
  }
}
