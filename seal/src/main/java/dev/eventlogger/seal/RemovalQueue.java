package dev.eventlogger.seal;

import dev.eventlogger.journal.file.FileMode;
import dev.eventlogger.journal.file.PrivateFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Removals on their way to the process that owns a seal: files in its folder {@code removals}. Any
 * number of processes may put, and one takes. Stateless.
 */
public final class RemovalQueue {

  private static final String ENDING = ".note";

  private final Path folder;
  private final Path done;
  private final FileMode mode;

  /** The queue of a seal. */
  RemovalQueue(Path seal, FileMode mode) {
    folder = seal.resolve("removals");
    done = folder.resolve("done");
    this.mode = mode;
  }

  /**
   * A removal that waits.
   *
   * @param file where it is
   * @param note the removal with its signatures, which nobody has checked
   */
  public record Waiting(Path file, Note note) {}

  /**
   * Signs a removal and queues it for the process that owns the seal; it is on disk when this
   * returns.
   */
  public Path put(Removal removal, OperatorKey operator) throws IOException {
    mode.createDirectories(folder);
    Path file = folder.resolve(UUID.randomUUID() + ENDING);
    new PrivateFile(file).write(Note.sign(removal.text(), operator).toBytes());
    return file;
  }

  /**
   * The removals that wait, in no particular order. One that is taken meanwhile is in the tree.
   *
   * @throws IOException also if a file is no note: somebody has to look at it
   */
  public List<Waiting> waiting() throws IOException {
    List<Waiting> waiting = new ArrayList<>();
    for (Path file : files()) {
      try {
        Waiting read = read(file);
        if (read == null) {
          throw new IOException(file + ": is no note");
        }
        waiting.add(read);
      } catch (NoSuchFileException e) {
        // It was taken, and is a leaf of the tree.
      }
    }
    return waiting;
  }

  /**
   * Reads a removal that waits; null if the file is no note.
   *
   * @throws NoSuchFileException if it no longer waits, or is not a regular file
   */
  public @Nullable Waiting read(Path file) throws IOException {
    try {
      return new Waiting(file, Note.parse(SealFolder.bytes(file)));
    } catch (IllegalArgumentException e) {
      return null;
    }
  }

  /** The files that wait. */
  public List<Path> files() throws IOException {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(folder)) {
      return files.filter(file -> file.toString().endsWith(ENDING)).sorted().toList();
    }
  }

  /** Sets aside a file that is not accepted, for somebody to look at; returns its new path. */
  Path refuse(Path file) throws IOException {
    Path aside = file.resolveSibling(file.getFileName() + ".refused");
    return Files.move(file, aside, StandardCopyOption.ATOMIC_MOVE);
  }

  /** Puts away a removal that is in the tree now. */
  void done(Path file) throws IOException {
    mode.createDirectories(done);
    Path name = file.getFileName();
    if (name != null) {
      Files.move(file, done.resolve(name), StandardCopyOption.ATOMIC_MOVE);
    }
  }
}
