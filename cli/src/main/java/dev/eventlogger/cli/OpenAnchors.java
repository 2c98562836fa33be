package dev.eventlogger.cli;

import dev.eventlogger.cli.verify.Verification.Anchor;
import dev.eventlogger.seal.SealFolder;
import dev.eventlogger.seal.anchor.AnchorException;
import dev.eventlogger.seal.anchor.SealAnchor;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.function.ObjLongConsumer;
import org.jspecify.annotations.Nullable;

/** The anchors of a log by its configuration, to be asked. For one thread. */
final class OpenAnchors implements AutoCloseable {

  private final @Nullable SealedLog log;
  private final @Nullable String origin;
  private final Map<String, SealAnchor> anchors;

  /**
   * Opens them; none are there if the log is not sealed, or nobody can say what it is called.
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

  /** Null without a checkpoint: that is said by itself. */
  private static @Nullable String origin(SealedLog log) {
    try {
      return log.seal().origin();
    } catch (IOException e) {
      return null;
    }
  }

  /** Those of a seal: all, if it is the log's own. */
  List<Anchor> of(SealFolder folder) {
    List<Anchor> found = new ArrayList<>();
    String own = origin;
    if (log != null && own != null && log.folder().path().equals(folder.path())) {
      anchors.forEach(
          (name, anchor) ->
              found.add(new Anchor("anchor " + name, taker -> anchor.each(own, taker))));
    }
    return found;
  }

  /**
   * Asks each for the largest checkpoint that it keeps.
   *
   * @param size gets how many entries that has; nothing of those that have none
   * @param lost gets those that cannot be asked, and why
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
