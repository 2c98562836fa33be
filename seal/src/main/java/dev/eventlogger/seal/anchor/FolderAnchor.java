package dev.eventlogger.seal.anchor;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import com.google.auto.service.AutoService;
import dev.eventlogger.seal.Checkpoint;
import dev.eventlogger.seal.Note;
import dev.eventlogger.seal.NoteFile;
import dev.eventlogger.seal.NoteTaker;
import dev.eventlogger.spi.FailureWords;
import dev.eventlogger.spi.SinkConfig;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import org.jspecify.annotations.Nullable;

/**
 * Keeps checkpoints in a folder, such as another machine's, or one that can only be added to. Below
 * it, each log has a folder with a file for each day ({@link CheckpointDays}).
 */
final class FolderAnchor implements SealAnchor {

  /** Makes the anchors named {@code folder}. */
  @AutoService(SealAnchorProvider.class)
  public static final class Provider implements SealAnchorProvider {

    @Override
    public String name() {
      return "folder";
    }

    @Override
    public SealAnchor open(SinkConfig settings) {
      return new FolderAnchor(settings.as(Settings.class), Clock.systemUTC());
    }
  }

  /**
   * Where the folder is.
   *
   * @param path the folder, which must exist: one that was created where a mount is missing would
   *     anchor nothing
   */
  record Settings(Path path) {
    Settings {
      requireNonNull(path, "path is required: a folder on another machine, say");
    }
  }

  private final Path path;
  private final Clock clock;
  private @Nullable CheckpointDays days;
  private @Nullable Checkpoint last;

  FolderAnchor(Settings settings, Clock clock) {
    path = settings.path();
    this.clock = clock;
  }

  @Override
  public void keep(String origin, byte[] checkpoint) throws Exception {
    Checkpoint next = Checkpoint.parse(Note.parse(checkpoint));
    CheckpointDays to = days(origin);
    Checkpoint kept = last;
    if (kept == null) {
      kept = newest(origin).flatMap(Checkpoint::of).orElse(null);
    }
    if (kept != null && next.size() <= kept.size()) {
      requireSame(kept, next);
    } else {
      to.append(checkpoint);
      kept = next;
    }
    last = kept;
  }

  private void requireSame(Checkpoint kept, Checkpoint next) throws IOException {
    if (!kept.equals(next)) {
      throw new AnchorException(
          path
              + ": has another checkpoint of "
              + kept.size()
              + " entries already, and this one has "
              + next.size()
              + ": the seal was set back, or written anew; verify it with the one that is there");
    }
  }

  /** Skips a file that cannot be read, lest whoever adds one hide all the others. */
  @Override
  public void each(String origin, NoteTaker taker) throws IOException {
    for (Path file : days(origin).files()) {
      OfFile ofFile = new OfFile(file, taker);
      try {
        NoteFile.read(file, ofFile);
      } catch (IOException e) {
        ofFile.unreadable("cannot be read: " + FailureWords.of(e));
      }
    }
  }

  /** Prefixes what is reported with the file. */
  private record OfFile(Path file, NoteTaker taker) implements NoteTaker {

    @Override
    public void accept(byte[] note) {
      taker.accept(note);
    }

    @Override
    public void unreadable(String what) {
      taker.unreadable(file + ": " + what);
    }

    @Override
    public void cutOff(String what) {
      taker.cutOff(file + ": " + what);
    }
  }

  private CheckpointDays days(String origin) throws IOException {
    if (!Files.isDirectory(path)) {
      throw new AnchorException(path + ": is no folder; it must be there, as a mount is");
    }
    Path folder = path.resolve(URLEncoder.encode(origin, UTF_8));
    CheckpointDays known = days;
    if (known == null || !known.folder().equals(folder)) {
      known = new CheckpointDays(folder, clock);
      days = known;
      last = null;
    }
    return known;
  }
}
