package dev.eventlogger.config;

import dev.eventlogger.journal.file.FileStamp;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A configuration file, and the environment that it is read with, which it never prints. Immutable.
 */
final class ConfigFile {

  private static final int LARGEST = 3 * 1024 * 1024;

  private final Path path;
  private final Map<String, String> environment;
  private final @Nullable FileStamp stamp;

  private ConfigFile(Path path, Map<String, String> environment, @Nullable FileStamp stamp) {
    this.path = path;
    this.environment = environment;
    this.stamp = stamp;
  }

  /** A file in its present state; it need not exist yet. */
  static ConfigFile find(Path path, Map<String, String> environment) {
    try {
      return new ConfigFile(path, environment, FileStamp.find(path).orElse(null));
    } catch (IOException e) {
      return new ConfigFile(path, environment, null); // reading it will give a better message
    }
  }

  Path path() {
    return path;
  }

  Map<String, String> environment() {
    return environment;
  }

  /** The file's stamp, taken before it was read; null if there was no file. */
  @Nullable FileStamp stamp() {
    return stamp;
  }

  /** The file's name in messages. */
  String name() {
    return (path.getFileName() == null ? path : path.getFileName()).toString();
  }

  String read() {
    if (Files.isDirectory(path)) {
      throw new ConfigException(path.toString(), "is a folder; name the configuration file");
    }
    try (InputStream file = Files.newInputStream(path)) {
      byte[] bytes = file.readNBytes(LARGEST + 1);
      checkSize(path.toString(), bytes.length);
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    } catch (NoSuchFileException e) {
      throw new ConfigException(path.toString(), "there is no such configuration file");
    } catch (CharacterCodingException e) {
      throw new ConfigException(path.toString(), "is not UTF-8");
    } catch (IOException e) {
      String reason = e.getClass().getSimpleName();
      throw new ConfigException(path.toString(), "cannot be read (" + reason + ")");
    }
  }

  static void checkSize(String source, int size) {
    if (size > LARGEST) {
      throw new ConfigException(source, "is larger than 3 MiB, too large for a configuration file");
    }
  }
}
