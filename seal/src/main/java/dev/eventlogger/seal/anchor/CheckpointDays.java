package dev.eventlogger.seal.anchor;

import dev.eventlogger.journal.file.Directories;
import dev.eventlogger.journal.file.FileMode;
import dev.eventlogger.seal.NoteFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A folder with one file for each day (UTC), to which checkpoints are only ever appended: it may be
 * on a disk that allows nothing else. For one thread.
 *
 * <p>A checkpoint that was cut off, by a full disk or a power cut, stays the last one of its file:
 * the day continues in another ({@code 2026-11-30-02}).
 */
final class CheckpointDays {

  private static final String NAME = "[0-9]{4}-[0-9]{2}-[0-9]{2}(-[0-9]{2})?";
  private static final int MOST_FILES_A_DAY = 99;

  private final Path folder;
  private final Clock clock;
  // A file that is known to end with a whole checkpoint.
  private @Nullable Path whole;

  CheckpointDays(Path folder, Clock clock) {
    this.folder = folder;
    this.clock = clock;
  }

  Path folder() {
    return folder;
  }

  /** The files, from the oldest to the newest; none if there is no folder. */
  List<Path> files() throws IOException {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .filter(file -> String.valueOf(file.getFileName()).matches(NAME))
          .sorted()
          .toList();
    }
  }

  /** Appends a checkpoint to the file of the day; it is on disk when this returns. */
  void append(byte[] checkpoint) throws IOException {
    FileMode.PRIVATE.createDirectories(folder);
    Path file = file();
    boolean isNew = !Files.exists(file);
    if (isNew) {
      FileMode.PRIVATE.createFile(file);
    }
    whole = null;
    try (FileChannel out = FileChannel.open(file, StandardOpenOption.APPEND)) {
      ByteBuffer bytes = ByteBuffer.wrap(checkpoint);
      while (bytes.hasRemaining()) {
        out.write(bytes);
      }
      out.force(true);
    }
    if (isNew) {
      Directories.sync(folder);
    }
    whole = file;
  }

  private Path file() throws IOException {
    String day = LocalDate.now(clock).toString();
    Path known = whole;
    if (known != null && String.valueOf(known.getFileName()).startsWith(day)) {
      return known;
    }
    for (int i = 1; i <= MOST_FILES_A_DAY; i++) {
      Path file = folder.resolve(i == 1 ? day : day + (i < 10 ? "-0" : "-") + i);
      if (!Files.exists(file) || NoteFile.isWhole(file)) {
        return file;
      }
    }
    throw new AnchorException(folder + ": no file of " + day + " ends with a whole checkpoint");
  }
}
