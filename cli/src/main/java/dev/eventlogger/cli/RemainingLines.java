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

/** Takes lines out of a file of dead letters that nobody writes to any more. */
final class RemainingLines {

  private RemainingLines() {}

  /**
   * Takes all lines out of a closed file except for some; without any left, deletes it. A crash
   * leaves the file as it was, or as it shall be.
   *
   * @param lines the numbers of those that stay, counted from 1
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
