package dev.eventlogger.server.trust;

import dev.eventlogger.event.JsonReader;
import dev.eventlogger.event.JsonText;
import dev.eventlogger.event.MalformedJsonException;
import dev.eventlogger.server.trust.KeyFile.KeyFileException;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Writes keys as the JSON of their file, and reads it strictly. Thread-safe. */
final class KeyText {

  private static final JsonReader JSON = new JsonReader();
  private static final int VERSION = 1;
  private static final Set<Scope> WRITES = Set.of(Scope.WRITE);
  private static final Set<String> MEMBERS =
      Set.of(
          "id",
          "kind",
          "sha256",
          "created_at",
          "expires_at",
          "note",
          "revoked",
          "scopes",
          "origins",
          "names",
          "schemas",
          "rate");

  private KeyText() {}

  /** The text of the file, one key per line. */
  static String of(List<Key> keys) {
    return keys.stream()
        .map(key -> "    " + JsonText.of(members(key)))
        .collect(
            Collectors.joining(
                ",\n", "{\n  \"version\": " + VERSION + ",\n  \"keys\": [\n", "\n  ]\n}\n"));
  }

  private static Map<String, Object> members(Key key) {
    Map<String, Object> members = new LinkedHashMap<>();
    Restrictions restrictions = key.restrictions();
    members.put("id", key.id());
    members.put("kind", key.kind().word());
    members.put("sha256", key.hash().hex());
    members.put("created_at", key.createdAt().toString());
    putIf(members, "expires_at", key.expiresAt() == null ? null : key.expiresAt().toString());
    putIf(members, "note", key.note());
    putIf(members, "revoked", key.isRevoked() ? true : null);
    if (!key.scopes().equals(WRITES)) {
      members.put("scopes", key.scopes().stream().map(KeyText::word).sorted().toList());
    }
    putIf(members, "origins", texts(restrictions.origins()));
    putIf(members, "names", texts(restrictions.names()));
    putIf(members, "schemas", texts(restrictions.schemas()));
    putIf(members, "rate", restrictions.rate());
    return members;
  }

  private static void putIf(Map<String, Object> members, String name, @Nullable Object value) {
    if (value != null) {
      members.put(name, value);
    }
  }

  private static @Nullable List<String> texts(List<?> values) {
    return values.isEmpty() ? null : values.stream().map(Object::toString).toList();
  }

  private static String word(Scope scope) {
    return scope.name().toLowerCase(Locale.ROOT);
  }

  /** Reads such a text; an error names the place in the file, and no value. */
  static List<Key> read(byte[] json) throws KeyFileException {
    Map<String, @Nullable Object> file = object("", parsed(json));
    requireKnown("", file, Set.of("version", "keys"));
    if (!Objects.equals(file.get("version"), VERSION)) {
      throw wrong("/version", "must be " + VERSION);
    }
    if (!(file.get("keys") instanceof List<?> list)) {
      throw wrong("/keys", "must be a list of keys");
    }
    List<Key> keys = new ArrayList<>();
    Set<String> ids = new HashSet<>();
    for (Object item : list) {
      String at = "/keys/" + keys.size();
      Key key = key(at, object(at, item));
      if (!ids.add(key.id())) {
        throw wrong(at + "/id", "is the id of an earlier key too; each has one of its own");
      }
      keys.add(key);
    }
    return List.copyOf(keys);
  }

  private static @Nullable Object parsed(byte[] json) throws KeyFileException {
    try {
      return JSON.read(json, 0, json.length);
    } catch (MalformedJsonException e) {
      throw new KeyFileException("is no file of keys: " + e.getMessage());
    }
  }

  private static Key key(String at, Map<String, @Nullable Object> json) throws KeyFileException {
    requireKnown(at, json, MEMBERS);
    KeyKind kind = required(at, json, "kind", KeyText::kind);
    List<Scope> scopes = list(at, json, "scopes", KeyText::scope);
    Restrictions restrictions =
        new Restrictions(
            list(at, json, "origins", OriginPattern::parse),
            list(at, json, "names", NamePattern::parse),
            list(at, json, "schemas", text -> text),
            rate(at, json.get("rate")));
    String id = required(at, json, "id", text -> text);
    TokenHash hash = required(at, json, "sha256", TokenHash::ofHex);
    Instant createdAt = required(at, json, "created_at", KeyText::time);
    Instant expiresAt = optional(at, json, "expires_at", KeyText::time);
    String note = optional(at, json, "note", text -> text);
    boolean isRevoked = flag(at, json.get("revoked"));
    try {
      Set<Scope> all = kind == KeyKind.READ || !scopes.isEmpty() ? Set.copyOf(scopes) : WRITES;
      return new Key(id, kind, hash, createdAt, expiresAt, note, isRevoked, all, restrictions);
    } catch (IllegalArgumentException e) {
      throw wrong(at, String.valueOf(e.getMessage()));
    }
  }

  private static KeyKind kind(String word) {
    KeyKind kind = KeyKind.ofWord(word);
    if (kind == null) {
      throw new IllegalArgumentException("must be client, server or read");
    }
    return kind;
  }

  private static Scope scope(String word) {
    return Arrays.stream(Scope.values())
        .filter(scope -> word(scope).equals(word))
        .findFirst()
        .orElseThrow(
            () -> new IllegalArgumentException("must be one of read, export, erase and admin"));
  }

  private static Instant time(String text) {
    try {
      return Instant.parse(text);
    } catch (DateTimeException e) {
      throw new IllegalArgumentException("must be a time such as 2026-11-29T12:00:00Z", e);
    }
  }

  private static @Nullable Double rate(String at, @Nullable Object value) throws KeyFileException {
    if (value == null) {
      return null;
    }
    if (!(value instanceof Number number)) {
      throw wrong(at + "/rate", "must be a number of requests a second");
    }
    return number.doubleValue();
  }

  private static boolean flag(String at, @Nullable Object value) throws KeyFileException {
    if (value != null && !(value instanceof Boolean)) {
      throw wrong(at + "/revoked", "must be true or false");
    }
    return Boolean.TRUE.equals(value);
  }

  private static <T> T required(
      String at, Map<String, @Nullable Object> json, String name, Function<String, T> reader)
      throws KeyFileException {
    T value = optional(at, json, name, reader);
    if (value == null) {
      throw wrong(at + "/" + name, "is required");
    }
    return value;
  }

  private static <T> @Nullable T optional(
      String at, Map<String, @Nullable Object> json, String name, Function<String, T> reader)
      throws KeyFileException {
    Object value = json.get(name);
    return value == null ? null : text(at + "/" + name, value, reader);
  }

  private static <T> List<T> list(
      String at, Map<String, @Nullable Object> json, String name, Function<String, T> reader)
      throws KeyFileException {
    Object value = json.get(name);
    if (value == null) {
      return List.of();
    }
    if (!(value instanceof List<?> items)) {
      throw wrong(at + "/" + name, "must be a list of texts");
    }
    List<T> list = new ArrayList<>();
    for (Object item : items) {
      list.add(text(at + "/" + name + "/" + list.size(), item, reader));
    }
    return list;
  }

  private static <T> T text(String at, @Nullable Object value, Function<String, T> reader)
      throws KeyFileException {
    if (!(value instanceof String text)) {
      throw wrong(at, "must be a text");
    }
    try {
      return reader.apply(text);
    } catch (IllegalArgumentException e) {
      throw wrong(at, String.valueOf(e.getMessage()));
    }
  }

  private static Map<String, @Nullable Object> object(String at, @Nullable Object value)
      throws KeyFileException {
    if (!(value instanceof Map<?, ?>)) {
      throw wrong(at, at.isEmpty() ? "is no file of keys: must be a JSON object" : "must be a key");
    }
    return JsonReader.asObject(value);
  }

  private static void requireKnown(String at, Map<String, ?> json, Set<String> known)
      throws KeyFileException {
    for (String name : json.keySet()) {
      if (!known.contains(name)) {
        throw wrong(at, "has a member that is not known; there are " + sorted(known));
      }
    }
  }

  private static String sorted(Set<String> names) {
    return names.stream().sorted().collect(Collectors.joining(", "));
  }

  private static KeyFileException wrong(String at, String problem) {
    return new KeyFileException(at.isEmpty() ? problem : at + ": " + problem);
  }
}
