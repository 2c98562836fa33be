package dev.eventlogger.sink.file;

import static java.util.Objects.requireNonNull;

import dev.eventlogger.journal.file.Directories;
import dev.eventlogger.journal.file.FileMode;
import dev.eventlogger.spi.FailureWords;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;

/**
 * The rotated files of a log: {@code events.2026-11-21.1.ndjson.gz} and the like, beside {@code
 * events.ndjson}. Files with any other name are left alone. For one thread.
 */
final class RotatedFiles {

  private static final Logger LOGGER = System.getLogger(RotatedFiles.class.getName());
  private static final String GZIPPED = ".gz";
  private static final String UNFINISHED = ".gz.tmp";
  private static final Comparator<Rotated> NEWEST_FIRST =
      Comparator.comparing(Rotated::day).thenComparing(Rotated::number).reversed();

  private final Path path;
  private final Path directory;
  private final String stem;
  private final String extension;
  private final Pattern names;
  private final boolean gzip;
  private final int keep;

  /**
   * One file on disk.
   *
   * @param day as text, which sorts like the day
   * @param ending empty, {@code .gz} or {@code .gz.tmp}
   */
  private record Rotated(Path file, String day, int number, String ending) {

    boolean is(String other) {
      return ending.equals(other);
    }

    boolean isSameAs(Rotated other) {
      return day.equals(other.day) && number == other.number;
    }
  }

  RotatedFiles(Path path, boolean gzip, int keep) {
    this.path = path;
    this.gzip = gzip;
    this.keep = keep;
    directory = requireNonNull(path.getParent());
    String name = requireNonNull(path.getFileName()).toString();
    int dot = name.lastIndexOf('.');
    stem = dot > 0 ? name.substring(0, dot) : name;
    extension = dot > 0 ? name.substring(dot) : "";
    names =
        Pattern.compile(
            Pattern.quote(stem)
                + "\\.(\\d{4}-\\d{2}-\\d{2})\\.(\\d{1,9})"
                + Pattern.quote(extension)
                + "((?:\\.gz(?:\\.tmp)?)?)");
  }

  /** Renames the closed file to the next name of a day, then calls {@link #tidy}. */
  void rotate(LocalDate day) throws IOException {
    int number =
        1
            + list().stream()
                .filter(file -> file.day().equals(day.toString()))
                .mapToInt(Rotated::number)
                .max()
                .orElse(0);
    Path name = directory.resolve(stem + "." + day + "." + number + extension);
    Files.move(path, name, StandardCopyOption.ATOMIC_MOVE);
    tidy();
  }

  /**
   * Deletes all but the newest files, and compresses those that are not yet. Also finishes what a
   * crash left undone. Only logs failures: the next rotation tries again, and events can be written
   * meanwhile.
   */
  void tidy() {
    try {
      deleteLeftovers();
      deleteOld();
      if (gzip) {
        for (Rotated file : list()) {
          if (file.is("")) {
            compress(file.file());
          }
        }
      }
    } catch (IOException e) {
      LOGGER.log(
          Level.WARNING,
          path + ": its rotated files were not all compressed or deleted",
          FailureWords.shown(e));
    }
  }

  /** Deletes unfinished compressed files, and originals whose compressed file is complete. */
  private void deleteLeftovers() throws IOException {
    List<Rotated> files = list();
    for (Rotated file : files) {
      boolean isReplaced =
          file.is("")
              && files.stream().anyMatch(other -> other.is(GZIPPED) && other.isSameAs(file));
      if (file.is(UNFINISHED) || isReplaced) {
        Files.delete(file.file());
      }
    }
  }

  private void deleteOld() throws IOException {
    List<Rotated> old = list().stream().sorted(NEWEST_FIRST).skip(keep).toList();
    for (Rotated file : old) {
      Files.delete(file.file());
    }
  }

  /** Compresses a file; at every moment, the original or a complete compressed file is on disk. */
  private static void compress(Path file) throws IOException {
    Path unfinished = file.resolveSibling(file.getFileName() + UNFINISHED);
    Path finished = file.resolveSibling(file.getFileName() + GZIPPED);
    Files.deleteIfExists(unfinished);
    FileMode.PRIVATE.createFile(unfinished);
    FileMode.copy(file, unfinished);
    // No channels, since interrupting a thread closes them.
    try (InputStream in = new FileInputStream(file.toFile());
        FileOutputStream out = new FileOutputStream(unfinished.toFile());
        GZIPOutputStream compressed = new GZIPOutputStream(out, 64 * 1024)) {
      in.transferTo(compressed);
      compressed.finish();
      out.getFD().sync();
    } catch (IOException | RuntimeException | Error e) {
      Files.deleteIfExists(unfinished);
      throw e;
    }
    Files.move(unfinished, finished, StandardCopyOption.ATOMIC_MOVE);
    Directories.sync(requireNonNull(finished.getParent()));
    Files.delete(file);
  }

  private List<Rotated> list() throws IOException {
    try (Stream<Path> files = Files.list(directory)) {
      return files.map(this::rotated).flatMap(Optional::stream).toList();
    }
  }

  private Optional<Rotated> rotated(Path file) {
    Matcher name = names.matcher(requireNonNull(file.getFileName()).toString());
    if (!name.matches() || !Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
      return Optional.empty();
    }
    int number = Integer.parseInt(requireNonNull(name.group(2)));
    String day = requireNonNull(name.group(1));
    return Optional.of(new Rotated(file, day, number, requireNonNull(name.group(3))));
  }
}
