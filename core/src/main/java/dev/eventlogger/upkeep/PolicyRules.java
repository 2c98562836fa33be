package dev.eventlogger.upkeep;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.eventlogger.config.ConfigException;
import dev.eventlogger.config.EventLoggerConfig;
import dev.eventlogger.config.Section;
import dev.eventlogger.event.JsonReader;
import dev.eventlogger.event.JsonText;
import dev.eventlogger.event.MalformedJsonException;
import dev.eventlogger.intake.policy.PolicySettings;
import dev.eventlogger.spi.FailureWords;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Rules that say which events are wanted, both as written and as bound settings. Immutable.
 *
 * @param written as in {@code EVENT_POLICY}, without {@code file}
 * @param settings the same rules, checked
 */
record PolicyRules(Map<String, @Nullable Object> written, PolicySettings settings) {

  private static final String KEY = "EVENT_POLICY";
  private static final String FILE = "file";
  private static final int LARGEST = 1024 * 1024;

  /**
   * The rules of a configuration.
   *
   * @throws ConfigException for all that is wrong with them
   */
  static PolicyRules of(EventLoggerConfig config) {
    Section section = config.policy();
    PolicySettings settings = section.as(PolicySettings.class);
    Map<String, @Nullable Object> written = new LinkedHashMap<>(section.values());
    written.remove(FILE);
    return new PolicyRules(Collections.unmodifiableMap(written), settings);
  }

  /**
   * Rules that are to replace the present ones. What looks like a placeholder is text.
   *
   * @throws ConfigException for all that is wrong with them
   */
  static PolicyRules of(Map<String, ?> written) {
    if (written.containsKey(FILE)) {
      throw new ConfigException(
          List.of(KEY + "." + FILE + ": stands in the configuration alone; remove it"));
    }
    if (JsonText.of(written).length() > LARGEST) {
      throw new ConfigException(List.of(KEY + ": may have at most 1 MiB as JSON"));
    }
    return of(EventLoggerConfig.of(Map.of(KEY, written)));
  }

  /**
   * The rules in a JSON file.
   *
   * @throws ConfigException for all that is wrong with them, or if the file cannot be read
   */
  static PolicyRules read(Path file) {
    try {
      byte[] bytes = bytes(file);
      if (bytes.length > LARGEST) {
        throw new ConfigException(List.of(file + ": is larger than 1 MiB; it is no file of rules"));
      }
      Object json = new JsonReader().read(bytes, 0, bytes.length);
      if (!(json instanceof Map)) {
        throw new ConfigException(List.of(file + ": must be an object of JSON, as EVENT_POLICY"));
      }
      return of(JsonReader.asObject(json));
    } catch (MalformedJsonException e) {
      throw new ConfigException(List.of(file + ": is no JSON: " + e.getMessage()));
    } catch (IOException e) {
      throw new ConfigException(List.of(file + ": cannot be read: " + FailureWords.of(e)));
    } catch (ConfigException e) {
      throw new ConfigException(e.problems().stream().map(problem -> in(file, problem)).toList());
    }
  }

  private static byte[] bytes(Path file) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      return in.readNBytes(LARGEST + 1);
    }
  }

  private static String in(Path file, String problem) {
    return problem.startsWith(file.toString()) ? problem : file + ": " + problem;
  }

  /** The content of a file with these rules. */
  byte[] toJson() {
    return (JsonText.of(written) + "\n").getBytes(UTF_8);
  }
}
