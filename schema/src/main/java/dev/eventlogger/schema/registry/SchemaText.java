package dev.eventlogger.schema.registry;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.eventlogger.event.JsonReader;
import dev.eventlogger.event.MalformedJsonException;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URLConnection;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads the text of a schema, JSON or YAML, into a map. Immutable, thread-safe. */
final class SchemaText {

  /** The longest schema, in bytes: 1 MiB. */
  static final int MAX_BYTES = 1024 * 1024;

  /** How many values a schema may have, counting each use of an alias. */
  static final int MAX_VALUES = 100_000;

  private static final Duration FETCH_TIMEOUT = Duration.ofSeconds(10);

  private final JsonReader jsonReader = new JsonReader();

  /** Reads a file. */
  Map<String, @Nullable Object> read(Path file) {
    try (InputStream stream = Files.newInputStream(file)) {
      return read(file.toString(), stream);
    } catch (NoSuchFileException e) {
      throw SchemaException.unreadable(file.toString(), "", "there is no such file");
    } catch (IOException e) {
      throw SchemaException.unreadable(file.toString(), "", "cannot be read: " + e.getMessage());
    }
  }

  /** Reads a resource of the class path. */
  Map<String, @Nullable Object> readResource(String name, ClassLoader loader) {
    try (InputStream stream = loader.getResourceAsStream(name)) {
      if (stream == null) {
        throw new SchemaException(name, "", "is not on the class path");
      }
      return read(name, stream);
    } catch (IOException e) {
      throw new SchemaException(name, "", "cannot be read: " + e.getMessage());
    }
  }

  /** Fetches a URL. */
  Map<String, @Nullable Object> fetch(URI url) {
    String source = url.toString();
    try {
      URLConnection connection = url.toURL().openConnection();
      connection.setConnectTimeout((int) FETCH_TIMEOUT.toMillis());
      connection.setReadTimeout((int) FETCH_TIMEOUT.toMillis());
      try (InputStream stream = connection.getInputStream()) {
        return read(source, stream);
      }
    } catch (IOException | IllegalArgumentException e) {
      throw new SchemaException(source, "", "cannot be fetched: " + e.getMessage());
    }
  }

  /** Reads a stream to its end. */
  Map<String, @Nullable Object> read(String source, InputStream stream) throws IOException {
    byte[] bytes = stream.readNBytes(MAX_BYTES + 1);
    try {
      return read(source, UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString());
    } catch (CharacterCodingException e) {
      throw SchemaException.unreadable(source, "", "is not UTF-8 text; save it as UTF-8");
    }
  }

  /**
   * Reads a text: as JSON if it starts with a brace, unless its name says otherwise; else as YAML
   * 1.2.
   */
  Map<String, @Nullable Object> read(String source, String text) {
    if (text.length() > MAX_BYTES) {
      throw SchemaException.unreadable(
          source, "", "is larger than a schema may be, " + MAX_BYTES + " bytes");
    }
    Object value = text.stripLeading().startsWith("{") ? json(source, text) : yaml(source, text);
    if (!(value instanceof Map<?, ?> map)) {
      throw SchemaException.unreadable(
          source, "", "is no object; a schema is a JSON or YAML object");
    }
    return plain(source, map);
  }

  /** Makes a copy that nobody else holds, of bounded size. */
  Map<String, @Nullable Object> plain(String source, Map<?, ?> schema) {
    try {
      return new PlainJson(MAX_VALUES).object(schema);
    } catch (PlainJson.NotPlainException e) {
      throw new SchemaException(source, e.at(), e.problem());
    }
  }

  private @Nullable Object json(String source, String text) {
    byte[] bytes = text.getBytes(UTF_8);
    try {
      return jsonReader.read(bytes, 0, bytes.length);
    } catch (MalformedJsonException e) {
      if (source.endsWith(".yaml") || source.endsWith(".yml")) {
        return yaml(source, text); // YAML may begin with a brace too
      }
      throw SchemaException.unreadable(source, e.problem().at(), e.problem().problem());
    }
  }

  private static @Nullable Object yaml(String source, String text) {
    try {
      return new YamlReader(text).read();
    } catch (YamlReader.MalformedYamlException e) {
      throw SchemaException.unreadable(source, "", String.valueOf(e.getMessage()));
    }
  }
}
