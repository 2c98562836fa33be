package dev.eventlogger.delivery;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A folder of dead letters. It has, for each log, {@code <log>.ndjson}, which is being written, and
 * closed files {@code <log>.<number>.ndjson}, which are never written to again.
 *
 * <p>Immutable. An event logger may write to the folder at the same time.
 */
public final class DeadLetterFolder {

  /** The log of events that do not meet their schema. */
  public static final String INVALID_EVENTS = InvalidEvents.LOG;

  private static final String END = ".ndjson";
  private static final Pattern NAME = Pattern.compile("(\\w[\\w-]*)(?:\\.(\\d{1,9}))?\\.ndjson");

  private final Path folder;

  /** The dead letters in a folder, which need not exist. */
  public DeadLetterFolder(Path folder) {
    this.folder = requireNonNull(folder, "folder");
  }

  /** The path of the folder. */
  public Path path() {
    return folder;
  }

  /** The logs that have files here, sorted by name. */
  public List<String> logs() throws IOException {
    return names().map(name -> name.group(1)).distinct().sorted().toList();
  }

  /** The files of a log, oldest first: the closed ones, and then the one being written. */
  public List<Path> files(String log) throws IOException {
    List<Path> files = new ArrayList<>(closed(log));
    if (isFile(active(log))) {
      files.add(active(log));
    }
    return files;
  }

  /** The closed files of a log, oldest first. */
  public List<Path> closed(String log) throws IOException {
    return numbers(log).stream().map(number -> closed(log, number)).toList();
  }

  /**
   * Closes the file being written, if there is one. An event logger that has it open begins a new
   * one with its next dead letter.
   *
   * @return its path once closed; empty if there was none
   */
  public Optional<Path> close(String log) throws IOException {
    return makeClosed(log, active(log));
  }

  /**
   * Moves all files of another folder here, as closed files. An event logger that is writing to
   * them begins new ones in the other folder.
   */
  public void takeOver(DeadLetterFolder other) throws IOException {
    for (String log : other.logs()) {
      for (Path file : other.files(log)) {
        Optional<Path> unused = makeClosed(log, file);
      }
    }
  }

  private Optional<Path> makeClosed(String log, Path file) throws IOException {
    List<Integer> numbers = numbers(log);
    int next = numbers.isEmpty() ? 1 : numbers.get(numbers.size() - 1) + 1;
    while (isFile(file)) {
      Path closed = closed(log, next++);
      Path claim = beside(closed, ".claim");
      // While the claim exists, nobody else uses this name. A claim left by a crash only costs a
      // number.
      if (create(claim)) {
        try {
          if (!Files.exists(closed, LinkOption.NOFOLLOW_LINKS)) {
            Files.move(file, closed);
            return Optional.of(closed);
          }
        } catch (NoSuchFileException e) {
          return Optional.empty(); // somebody else has just closed it
        } finally {
          Files.delete(claim);
        }
      }
    }
    return Optional.empty();
  }

  private static boolean create(Path claim) throws IOException {
    try {
      Files.createFile(claim);
      return true;
    } catch (FileAlreadyExistsException e) {
      return false;
    }
  }

  /** Links are not followed: whoever planted one could have its target read or written. */
  private static boolean isFile(Path path) {
    return Files.isRegularFile(path, LinkOption.NOFOLLOW_LINKS);
  }

  private static Path beside(Path file, String end) {
    return file.resolveSibling(requireNonNull(file.getFileName()) + end);
  }

  Path active(String log) {
    return folder.resolve(log + END);
  }

  /** The file that writers of a log's file lock. */
  Path lock(String log) {
    return folder.resolve(log + ".lock");
  }

  private Path closed(String log, int number) {
    return folder.resolve(log + "." + number + END);
  }

  private List<Integer> numbers(String log) throws IOException {
    return names()
        .filter(name -> name.group(1).equals(log) && name.group(2) != null)
        .map(name -> Integer.valueOf(name.group(2)))
        .sorted(Comparator.naturalOrder())
        .toList();
  }

  private Stream<Matcher> names() throws IOException {
    if (!Files.isDirectory(folder)) {
      return Stream.empty();
    }
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .filter(DeadLetterFolder::isFile)
          .map(file -> NAME.matcher(requireNonNull(file.getFileName()).toString()))
          .filter(Matcher::matches)
          .toList()
          .stream();
    }
  }
}
