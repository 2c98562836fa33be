package dev.eventlogger.journal;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** Where damaged files of a journal are kept, for people to look at. Nothing in it is ever read. */
final class Quarantine {

  static final String DIRECTORY = "quarantine";

  private Quarantine() {}

  /** Where a file can be kept: under its name or, if that is taken, its name and a number. */
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

  /** Moves a file there; returns where it is. */
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
