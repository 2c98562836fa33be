package dev.eventlogger.schema.registry;

import dev.eventlogger.event.JsonPointers;
import dev.eventlogger.event.SchemaRef;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Determines the key under which a schema is to be registered, by the rules. For one schema. */
final class SchemaKeys {

  /** Matches 1, 1.0.0, v2, 2.1-beta; also the names of files that hold one version of a schema. */
  static final Pattern VERSION = Pattern.compile("v?\\d+(\\.\\d+)*([-+][\\w.+-]+)?");

  private final String source;
  private final Map<String, @Nullable Object> json;
  private final SchemaRules rules;
  private final List<SchemaProblem> problems = new ArrayList<>();

  SchemaKeys(String source, Map<String, @Nullable Object> json, SchemaRules rules) {
    this.source = source;
    this.json = json;
    this.rules = rules;
  }

  /** Whether a map identifies itself as a schema. */
  static boolean isIdentified(Map<String, ?> json) {
    return json.get("$id") != null || json.get("id") != null;
  }

  /** The schema with its key, which is only meaningful without {@link #problems}. */
  SchemaDocument document() {
    Draft draft = draft();
    String id = id(draft);
    URI uri = uri(draft, id);
    String version = version(id);
    reservedNames();
    if (rules == SchemaRules.JUPYTER) {
      jupyter(uri);
    }
    return new SchemaDocument(source, json, new SchemaRef(id, version), draft, uri);
  }

  /** What is wrong with the key of the document. */
  List<SchemaProblem> problems() {
    return problems;
  }

  private Draft draft() {
    Object name = json.get("$schema");
    Draft draft = Draft.WHEN_ABSENT;
    if (name != null) {
      draft = name instanceof String text ? Draft.named(text) : null;
    }
    if (draft == null) {
      problem("/$schema", "names no draft that is known here; known: " + Draft.KNOWN);
      return Draft.WHEN_ABSENT;
    }
    return draft;
  }

  private String id(Draft draft) {
    Object id = json.get("$id");
    if (id == null && draft == Draft.DRAFT_4) {
      id = json.get("id");
    }
    if (id instanceof String text && !text.isBlank()) {
      return text;
    }
    String word = draft == Draft.DRAFT_4 ? "id" : "$id";
    problem("/" + word, "missing; a schema needs a " + word + ", such as https://example.org/run");
    return "";
  }

  private URI uri(Draft draft, String id) {
    URI uri = SchemaUris.resolve(SchemaUris.ROOT, id);
    String at = json.get("$id") == null && draft == Draft.DRAFT_4 ? "/id" : "/$id";
    if (uri == null) {
      problem(at, "is no URI reference (RFC 3986)");
      return SchemaUris.ROOT;
    }
    if (id.startsWith("#") || !SchemaUris.fragment(id).isEmpty()) {
      problem(at, "has a fragment; an identifier is a URI without #");
    }
    return uri;
  }

  private String version(String id) {
    Object version = json.get("version");
    if (version instanceof String text && !text.isBlank()) {
      return text;
    }
    if (version instanceof Number) {
      return version.toString();
    }
    if (version != null) {
      problem("/version", "must be text or a number");
      return "";
    }
    String path = id.replaceFirst("#$", "");
    String last = path.substring(path.lastIndexOf('/') + 1);
    if (rules == SchemaRules.JUPYTER) {
      problem("/version", "missing; rules: jupyter asks for a version beside $id");
    } else if (VERSION.matcher(last).matches()) {
      return last;
    } else {
      problem("/version", "missing; give a version, or end $id with one, such as /1.0.0");
    }
    return "";
  }

  private void reservedNames() {
    boolean anyDepth = rules == SchemaRules.JUPYTER;
    reservedNames(json.get("properties"), "/properties", anyDepth);
  }

  private void reservedNames(@Nullable Object value, String at, boolean anyDepth) {
    if (value instanceof Map<?, ?> map) {
      map.forEach(
          (key, below) -> {
            String place = at + "/" + JsonPointers.segment((String) key);
            if (((String) key).startsWith("__")) {
              problem(place, "names that start with __ are reserved for the envelope");
            }
            if (anyDepth) {
              reservedNames(below, place, true);
            }
          });
    } else if (anyDepth && value instanceof List<?> list) {
      for (int index = 0; index < list.size(); index++) {
        reservedNames(list.get(index), at + "/" + index, true);
      }
    }
  }

  private void jupyter(URI uri) {
    boolean isRelative = uri.toString().startsWith(SchemaUris.ROOT.getScheme() + ":");
    if (json.get("$id") instanceof String && isRelative) {
      problem("/$id", "must be an absolute URI (rules: jupyter), such as https://example.org/run");
    }
    if (!(json.get("properties") instanceof Map<?, ?>)) {
      problem("/properties", "missing; rules: jupyter asks for properties");
    }
  }

  private void problem(String at, String problem) {
    problems.add(new SchemaProblem(source, at, problem));
  }
}
