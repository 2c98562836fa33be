package dev.eventlogger.cli;

import static java.util.Objects.requireNonNull;

import dev.eventlogger.journal.file.FileMode;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Set;

/** Removes lines from a file of dead letters that is no longer written to. */
final class RemainingLines {

  private RemainingLines() {}

  /**
   * Removes all lines from a closed file except some; deletes the file if none remain. After a
   * crash, the file is either unchanged or complete.
   *
   * @param lines the numbers of the lines to keep, counted from 1
   */
  static void keep(Path closed, Set<Long> lines) throws IOException {
    if (lines.isEmpty()) {
      Files.deleteIfExists(closed);
      return;
    }
    Path rest = closed.resolveSibling(requireNonNull(closed.getFileName()) + ".rest");
    Files.deleteIfExists(rest);
    FileMode.PRIVATE.createFile(rest);
    FileMode.copy(closed, rest);
    try (InputStream in =
            new BufferedInputStream(Files.newInputStream(closed, LinkOption.NOFOLLOW_LINKS));
        FileOutputStream file = new FileOutputStream(rest.toFile());
        OutputStream out = new BufferedOutputStream(file)) {
      copy(in, out, lines);
      out.flush();
      file.getFD().sync();
    }
    Files.move(rest, closed, StandardCopyOption.ATOMIC_MOVE);
  }

  private static void copy(InputStream in, OutputStream out, Set<Long> lines) throws IOException {
    long number = 1;
    boolean stays = lines.contains(number);
    for (int next = in.read(); next >= 0; next = in.read()) {
      if (stays) {
        out.write(next);
      }
      if (next == '\n') {
        stays = lines.contains(++number);
      }
    }
  }
}
