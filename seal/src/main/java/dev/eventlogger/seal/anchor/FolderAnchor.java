package dev.eventlogger.seal.anchor;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import com.google.auto.service.AutoService;
import dev.eventlogger.journal.file.FileMode;
import dev.eventlogger.journal.file.PrivateFile;
import dev.eventlogger.seal.Checkpoint;
import dev.eventlogger.seal.Note;
import dev.eventlogger.spi.SinkConfig;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Optional;

/**
 * Keeps checkpoints in a folder: another machine's, or one that is written once. Below it, each log
 * has a folder with its newest {@code checkpoint}, and the last one of each day (UTC).
 */
final class FolderAnchor implements SealAnchor {

  /** Makes folders' anchors. */
  @AutoService(SealAnchorProvider.class)
  public static final class Provider implements SealAnchorProvider {

    @Override
    public String name() {
      return "folder";
    }

    @Override
    public SealAnchor open(SinkConfig settings) {
      return new FolderAnchor(settings.as(Settings.class));
    }
  }

  /**
   * Where.
   *
   * @param path the folder, which must be there: one that is made where a mount is missing anchors
   *     nothing
   */
  record Settings(Path path) {
    Settings {
      requireNonNull(path, "path is required: a folder on another machine, say");
    }
  }

  private final Path path;

  FolderAnchor(Settings settings) {
    path = settings.path();
  }

  @Override
  public void keep(String origin, byte[] checkpoint) throws IOException {
    if (!Files.isDirectory(path)) {
      throw new NoSuchFileException(path.toString(), null, "the anchor's folder is not there");
    }
    long kept = newest(origin).map(FolderAnchor::size).orElse(0L);
    if (size(checkpoint) < kept) {
      throw new IOException(
          path + ": has a checkpoint of " + kept + " entries already, which is more than this one");
    }
    Path folder = folder(origin);
    FileMode.PRIVATE.createDirectories(folder);
    new PrivateFile(folder.resolve(LocalDate.now(ZoneOffset.UTC).toString())).write(checkpoint);
    new PrivateFile(folder.resolve("checkpoint")).write(checkpoint);
  }

  private static long size(byte[] checkpoint) {
    return Checkpoint.parse(Note.parse(checkpoint)).size();
  }

  @Override
  public Optional<byte[]> newest(String origin) throws IOException {
    Path newest = folder(origin).resolve("checkpoint");
    return Files.exists(newest) ? Optional.of(Files.readAllBytes(newest)) : Optional.empty();
  }

  private Path folder(String origin) {
    return path.resolve(URLEncoder.encode(origin, UTF_8));
  }
}
