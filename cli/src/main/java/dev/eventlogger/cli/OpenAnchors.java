package dev.eventlogger.cli;

import dev.eventlogger.cli.verify.Verification.Anchor;
import dev.eventlogger.seal.SealFolder;
import dev.eventlogger.seal.anchor.AnchorException;
import dev.eventlogger.seal.anchor.SealAnchor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.ObjLongConsumer;
import org.jspecify.annotations.Nullable;

/** The anchors in a log's configuration, opened to be asked. For one thread. */
final class OpenAnchors implements AutoCloseable {

  private final @Nullable SealedLog log;
  private final @Nullable String origin;
  private final Map<String, SealAnchor> anchors;
  private boolean isAsked;

  /**
   * Opens the anchors; there are none if the log is not sealed, or its origin is not known.
   *
   * @param log null if it is not sealed
   */
  OpenAnchors(@Nullable SealedLog log) {
    this.log = log;
    origin = log == null ? null : origin(log);
    anchors =
        log == null || origin == null
            ? Map.of()
            : UserMistake.ifWrong("log \"" + log.name() + "\": ", () -> log.seal().anchors());
  }

  /** Null without a checkpoint and a key, which is reported elsewhere. */
  private static @Nullable String origin(SealedLog log) {
    try {
      return log.seal().anchoredOrigin();
    } catch (IOException e) {
      return null;
    }
  }

  /** The anchors of a seal: all if the seal is the log's own, otherwise none. */
  List<Anchor> of(SealFolder folder) {
    List<Anchor> found = new ArrayList<>();
    String own = origin;
    if (log != null && own != null && areSame(log.folder().path(), folder.path())) {
      isAsked = true;
      anchors.forEach(
          (name, anchor) ->
              found.add(new Anchor("anchor " + name, taker -> anchor.each(own, taker))));
    }
    return found;
  }

  /** Whether two paths are the same folder, however they are spelled. */
  private static boolean areSame(Path one, Path other) {
    try {
      return Files.isSameFile(one, other);
    } catch (IOException e) { // one of them does not exist
      return one.toAbsolutePath().normalize().equals(other.toAbsolutePath().normalize());
    }
  }

  /**
   * A warning if the anchors were not asked although somebody may think so; empty if they were, or
   * there are none.
   */
  Optional<String> doubt() {
    return log == null || isAsked || !log.seal().hasAnchors()
        ? Optional.empty()
        : Optional.of(
            "the anchors of the configuration were not asked: they keep checkpoints of "
                + log.folder().path()
                + ", and of no other folder");
  }

  /**
   * Asks each anchor for the largest checkpoint that it keeps.
   *
   * @param size gets the number of entries of that checkpoint; not called for an anchor without one
   * @param lost gets the anchors that cannot be asked, and why
   */
  void askNewest(ObjLongConsumer<String> size, BiConsumer<String, String> lost) {
    String own = origin;
    anchors.forEach(
        (name, anchor) -> {
          try {
            if (own != null) {
              anchor.newest(own).ifPresent(note -> size.accept(name, SealExam.size(note)));
            }
          } catch (Exception e) {
            if (e instanceof InterruptedException) {
              Thread.currentThread().interrupt();
            }
            lost.accept(name, AnchorException.words(e));
          }
        });
  }

  @Override
  public void close() throws IOException {
    for (SealAnchor anchor : anchors.values()) {
      anchor.close();
    }
  }
}
