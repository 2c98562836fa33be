package dev.eventlogger.sink.elasticsearch;

import co.elastic.clients.elasticsearch.ElasticsearchClient;
import co.elastic.clients.elasticsearch._types.ElasticsearchException;
import co.elastic.clients.json.JsonpSerializable;
import co.elastic.clients.json.JsonpUtils;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.eventlogger.sink.elasticsearch.ElasticsearchSettings.TemplatePolicy;
import java.io.IOException;
import java.io.InputStream;
import java.io.StringReader;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The templates that give new indices their mapping: a component template with the fields of every
 * event, and an index template for the indices of one destination. For one thread.
 *
 * <p>A template is left alone if all that ours says is in it; what else it says is its owner's.
 */
final class Templates {

  /** The component template; another number with another mapping. */
  static final String COMPONENT = "event-logger-v1";

  /** A component template that the user may add, such as for the number of replicas. */
  static final String CUSTOM = "event-logger@custom";

  private static final System.Logger LOG = System.getLogger("dev.eventlogger.sink.elasticsearch");

  // More than the 100 of the templates that come with the server.
  private static final int PRIORITY = 200;

  private final ObjectMapper json = new ObjectMapper();
  private final ElasticsearchClient client;
  private final TemplatePolicy policy;
  private final String log;

  Templates(ElasticsearchClient client, TemplatePolicy policy, String log) {
    this.client = client;
    this.policy = policy;
    this.log = log;
  }

  /** Installs what is missing; reports what differs, or replaces it if that was asked for. */
  void install(Destination destination, TypedData typed, @Nullable Duration retention)
      throws IOException {
    if (policy == TemplatePolicy.NONE) {
      return;
    }
    JsonNode component = component();
    if (isToBeWritten(COMPONENT, component, this::existingComponent)) {
      client
          .cluster()
          .putComponentTemplate(
              put -> put.name(COMPONENT).withJson(new StringReader(component.toString())));
    }
    String name = destination.templateName();
    JsonNode index = index(destination, typed, retention);
    if (isToBeWritten(name, index, () -> existingIndex(name))) {
      client
          .indices()
          .putIndexTemplate(put -> put.name(name).withJson(new StringReader(index.toString())));
    }
  }

  private interface Lookup {
    JsonpSerializable find() throws IOException;
  }

  private boolean isToBeWritten(String name, JsonNode ours, Lookup lookup) throws IOException {
    JsonNode existing;
    try {
      existing = json.readTree(JsonpUtils.toJsonString(lookup.find(), client._jsonpMapper()));
    } catch (ElasticsearchException e) {
      if (e.status() == 404) {
        return true;
      }
      throw e;
    }
    String difference = difference(ours, existing, "");
    if (difference != null && policy == TemplatePolicy.INSTALL) {
      LOG.log(
          Level.WARNING,
          "log "
              + log
              + ": the template "
              + name
              + " is not what this version would install, at "
              + difference
              + "; it is left as it is. To replace it, start once with templates: overwrite");
    }
    return difference != null && policy == TemplatePolicy.OVERWRITE;
  }

  private JsonpSerializable existingComponent() throws IOException {
    return client
        .cluster()
        .getComponentTemplate(get -> get.name(COMPONENT))
        .componentTemplates()
        .get(0)
        .componentTemplate();
  }

  private JsonpSerializable existingIndex(String name) throws IOException {
    return client
        .indices()
        .getIndexTemplate(get -> get.name(name))
        .indexTemplates()
        .get(0)
        .indexTemplate();
  }

  private JsonNode component() throws IOException {
    try (InputStream in = Templates.class.getResourceAsStream("mappings.json")) {
      return json.readTree(Objects.requireNonNull(in, "mappings.json is missing in this JAR"));
    }
  }

  private ObjectNode index(Destination destination, TypedData typed, @Nullable Duration retention) {
    ObjectNode index = json.createObjectNode();
    index.putArray("index_patterns").add(destination.wildcard());
    index.put("priority", PRIORITY);
    index.putArray("composed_of").add(COMPONENT).add(CUSTOM);
    index.putArray("ignore_missing_component_templates").add(CUSTOM);
    index.putObject("_meta").put("managed_by", "event-logger");
    if (destination.isDataStream()) {
      index.putObject("data_stream");
    }
    ObjectNode template = index.putObject("template");
    if (retention != null) {
      template.putObject("lifecycle").put("data_retention", retention.toSeconds() + "s");
    }
    if (!typed.types().isEmpty()) {
      ObjectNode properties = template.putObject("mappings").putObject("properties");
      ObjectNode object = properties.putObject(DocumentWriter.TYPED);
      typed.types().forEach((path, type) -> addField(object, path, type));
    }
    return index;
  }

  /** Adds a field to an object of a mapping, with the objects that its path goes through. */
  private static void addField(ObjectNode object, String path, TypedData.FieldType type) {
    ObjectNode at = object;
    for (String name : path.split("\\.", -1)) {
      at = at.withObject("properties").withObject(name);
    }
    at.put("type", type.fieldType());
    if (type == TypedData.FieldType.TEXT) {
      at.put("ignore_above", DocumentWriter.LONGEST_INDEXED);
    }
  }

  /** Where the first thing is that ours says and the other does not; null if there is none. */
  private static @Nullable String difference(JsonNode ours, @Nullable JsonNode other, String at) {
    if (ours.isObject() && other != null && other.isObject()) {
      for (Map.Entry<String, JsonNode> field : ours.properties()) {
        String found =
            difference(field.getValue(), other.get(field.getKey()), at + "/" + field.getKey());
        if (found != null) {
          return found;
        }
      }
      return null;
    }
    boolean isSame =
        other != null && (ours.isValueNode() ? sameText(ours, other) : ours.equals(other));
    return isSame ? null : at;
  }

  /** Whether two values are the same but for quotes, which the client adds to some. */
  private static boolean sameText(JsonNode ours, JsonNode other) {
    return other.isValueNode() && ours.asText().equals(other.asText());
  }
}
