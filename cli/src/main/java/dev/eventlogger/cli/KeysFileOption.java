package dev.eventlogger.cli;

import dev.eventlogger.server.ServerSection;
import dev.eventlogger.server.ServerSettings;
import dev.eventlogger.server.trust.Key;
import dev.eventlogger.server.trust.KeyFile;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Which file of keys a command is about: a named one, or that of a configuration. */
final class KeysFileOption {

  @Mixin private ConfigOption config;

  @Option(
      names = "--file",
      paramLabel = "FILE",
      description = "The file with the keys. Default: EVENT_SERVER.keys_file of the configuration.")
  private @Nullable Path named;

  /** Whether the file was named, so that the configuration is not used. */
  boolean isNamed() {
    return named != null;
  }

  Path path() {
    return named != null ? named : configured();
  }

  private Path configured() {
    Path path = config.load().section(ServerSection.KEY).as(ServerSettings.class).keysFile();
    if (path == null) {
      throw new UserMistake(
          "there are no keys: EVENT_SERVER.keys_file is not set; set it, or name a file with"
              + " --file");
    }
    return path;
  }

  /** The keys of a file, which must exist. */
  static List<Key> read(Path path) {
    KeyFile file = new KeyFile(path);
    try {
      return file.read();
    } catch (NoSuchFileException e) {
      throw new UserMistake(
          path + ": there is no such file; event-logger keys add makes it with its first key");
    } catch (IOException e) {
      throw new UserMistake(file.words(e));
    }
  }

  /** Changes the keys of a file, which is created if it does not exist. */
  static void change(Path path, UnaryOperator<List<Key>> change) {
    KeyFile file = new KeyFile(path);
    try {
      file.change(change);
    } catch (IOException e) {
      throw new UserMistake(file.words(e));
    }
  }
}
