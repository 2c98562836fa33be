package dev.eventlogger.seal.log;

import dev.eventlogger.config.LogConfig;
import dev.eventlogger.config.Section;
import dev.eventlogger.seal.Checkpoint;
import dev.eventlogger.seal.Note;
import dev.eventlogger.seal.OperatorKey;
import dev.eventlogger.seal.SealFolder;
import dev.eventlogger.seal.anchor.SealAnchor;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Map;

/**
 * The seal of a log by its configuration, for reading it or removing events: the log is not opened,
 * and may be running in another process. Immutable.
 */
public final class ConfiguredSeal {

  private final String log;
  private final SealSettings settings;
  private final Path journal;
  private final SealFolder folder;

  private ConfiguredSeal(String log, SealSettings settings, Path journal) {
    this.log = log;
    this.settings = settings;
    this.journal = journal;
    folder = new SealFolder(journal.resolve("seal"));
  }

  /**
   * The seal of a log, whether or not it is configured with {@code seal}: a log that was once
   * sealed still has its files.
   *
   * @param journal the log's directory
   * @throws IllegalArgumentException for what is wrong with the settings
   */
  public static ConfiguredSeal of(LogConfig log, Path journal) {
    Section settings = log.seal().orElse(Section.of("seal", Map.of()));
    return new ConfiguredSeal(log.name(), settings.as(SealSettings.class), journal);
  }

  /** The seal's files. */
  public SealFolder folder() {
    return folder;
  }

  /**
   * The log's origin in its checkpoints: the configured one, if there is one, since whoever changes
   * the seal can change what it says.
   *
   * @throws IOException if none is configured, and the newest checkpoint cannot be read
   */
  public String origin() throws IOException {
    String configured = settings.origin();
    if (configured != null) {
      return configured;
    }
    try {
      return Checkpoint.parse(Note.parse(folder.checkpoint())).origin();
    } catch (IllegalArgumentException e) {
      throw new IOException(folder.path() + ": the checkpoint is damaged", e);
    }
  }

  /**
   * The origin by which anchors know the log: the same, or, where the seal is gone and none is
   * configured, the default that is made from its operator key.
   *
   * @throws IOException if that cannot be known without the seal, or without the operator key
   */
  public String anchoredOrigin() throws IOException {
    try {
      return origin();
    } catch (NoSuchFileException gone) {
      try {
        return new OperatorKeys(settings, journal).origin(log, false);
      } catch (IllegalArgumentException e) {
        throw new IOException("the seal is gone, and " + e.getMessage(), e);
      }
    }
  }

  /**
   * The operator key, even where the seal is gone.
   *
   * @throws IllegalArgumentException if there is none, or it is not valid
   */
  public OperatorKey operator() throws IOException {
    return new OperatorKeys(settings, journal).operator(anchoredOrigin(), false);
  }

  /** Whether the operator key is in a key store or token, rather than in a file of its own. */
  public boolean hasKeyStore() {
    return settings.keyStore() != null;
  }

  /** Whether the configuration names any anchor. */
  public boolean hasAnchors() {
    return !settings.anchors().isEmpty();
  }

  /**
   * The configured anchors, by their kinds. The caller closes them.
   *
   * @throws IllegalArgumentException for what is wrong with the settings
   */
  public Map<String, SealAnchor> anchors() {
    return LogSealProvider.anchors(settings);
  }
}
