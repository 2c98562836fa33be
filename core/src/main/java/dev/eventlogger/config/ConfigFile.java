package dev.eventlogger.config;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** Reads the text of a configuration file. */
final class ConfigFile {

  private static final int LARGEST = 3 * 1024 * 1024;

  private ConfigFile() {}

  static String read(Path path) {
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
