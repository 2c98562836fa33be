package dev.eventlogger.sink.elasticsearch;

import co.elastic.clients.elasticsearch.ElasticsearchClient;
import co.elastic.clients.elasticsearch._types.ElasticsearchException;
import co.elastic.clients.json.JsonpSerializable;
import co.elastic.clients.json.JsonpUtils;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.eventlogger.sink.elasticsearch.ElasticsearchSettings.TemplatePolicy;
import dev.eventlogger.spi.SinkException;
import java.io.IOException;
import java.io.InputStream;
import java.io.StringReader;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The templates that give new indices their mapping: a component template with the fields of every
 * event, and an index template for the indices of one destination. For one thread.
 *
 * <p>A template is left alone if it has everything that ours has; anything else in it is up to its
 * owner.
 */
final class Templates {

  /** The component template; its number changes with the mapping. */
  static final String COMPONENT = "event-logger-v1";

  /** A component template that the user may add, for the number of replicas for example. */
  static final String CUSTOM = "event-logger@custom";

  private static final System.Logger LOG = System.getLogger("dev.eventlogger.sink.elasticsearch");

  // More than the 100 of the server's built-in templates and, with what is added, than the 200 of
  // those for Fleet's streams.
  private static final int PRIORITY = 200;
  private static final int MOST_RAISES = 20;
  private static final Pattern SAME_PRIORITY =
      Pattern.compile(
          "existing templates (\\[[^\\[\\]]+]) with patterns .* same priority", Pattern.DOTALL);

  private static final String PRIORITY_FIELD = "priority";
  // Members that the server reports from version 9 on, but does not accept.
  private static final List<String> KEPT_BY_THE_SERVER =
      List.of("created_date", "created_date_millis", "modified_date", "modified_date_millis");

  private final ObjectMapper json = new ObjectMapper();
  private final Cluster cluster;
  private final ElasticsearchClient client;
  private final TemplatePolicy policy;
  private final @Nullable Integer priority;
  private final String log;

  /**
   * For a log.
   *
   * @param priority of the index template; null for one that no other template has
   */
  Templates(Cluster cluster, TemplatePolicy policy, @Nullable Integer priority, String log) {
    this.cluster = cluster;
    client = cluster.client();
    this.policy = policy;
    this.priority = priority;
    this.log = log;
  }

  /**
   * Installs what is missing; reports what differs, or replaces it if the policy says so.
   *
   * @throws SinkException if another template is in force, and lacks our fields
   */
  void install(Destination destination, TypedData typed, @Nullable Duration retention)
      throws IOException, SinkException {
    JsonNode component = component();
    String name = destination.templateName();
    boolean areOurs = policy != TemplatePolicy.NONE;
    if (areOurs) {
      if (isToBeWritten(COMPONENT, component, this::existingComponent)) {
        client
            .cluster()
            .putComponentTemplate(
                put -> put.name(COMPONENT).withJson(new StringReader(component.toString())));
      }
      ObjectNode index = index(destination, typed, retention);
      if (isToBeWritten(name, index, () -> existingIndex(name))) {
        put(name, index, destination);
      } else if (priority != null) {
        setPriority(name, priority, destination);
      }
    }
    checkInForce(destination, component.at("/template/mappings"), areOurs);
  }

  /** If the templates are somebody else's, the check is optional: a failure of it is ignored. */
  private void checkInForce(Destination destination, JsonNode mapping, boolean areOurs)
      throws IOException, SinkException {
    try {
      new TemplateInForce(cluster, destination, log).check(mapping, areOurs);
    } catch (IOException | ElasticsearchException e) {
      if (areOurs) {
        throw e;
      }
    }
  }

  /** Gives an existing template the configured priority, and leaves the rest. */
  private void setPriority(String name, int wanted, Destination destination)
      throws IOException, SinkException {
    JsonNode existing = existingIndex(name);
    if (existing instanceof ObjectNode index && index.path(PRIORITY_FIELD).asInt() != wanted) {
      put(name, index.remove(KEPT_BY_THE_SERVER), destination);
    }
  }

  /**
   * Writes the template with the configured priority, or else the next one that no other template
   * has.
   */
  private void put(String name, ObjectNode index, Destination destination)
      throws IOException, SinkException {
    int first = priority != null ? priority : PRIORITY + destination.specificity();
    for (int raised = 0; ; raised++) {
      String body = index.put(PRIORITY_FIELD, first + raised).toString();
      try {
        client.indices().putIndexTemplate(put -> put.name(name).withJson(new StringReader(body)));
        return;
      } catch (ElasticsearchException e) {
        Matcher same = SAME_PRIORITY.matcher(String.valueOf(e.error().reason()));
        if (!same.find()) {
          throw e;
        }
        if (priority != null || raised == MOST_RAISES) {
          throw SinkException.misconfigured(
              cluster.where("template " + name)
                  + ": the priority "
                  + (first + raised)
                  + " is also that of "
                  + same.group(1)
                  + ", for names that both can match; set another template_priority",
              null);
        }
      }
    }
  }

  private interface Lookup {
    JsonNode find() throws IOException;
  }

  private boolean isToBeWritten(String name, JsonNode ours, Lookup lookup) throws IOException {
    JsonNode existing;
    try {
      existing = lookup.find();
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

  private JsonNode existingComponent() throws IOException {
    var found = client.cluster().getComponentTemplate(get -> get.name(COMPONENT));
    return part(found.componentTemplates().get(0), "component_template");
  }

  private JsonNode existingIndex(String name) throws IOException {
    var found = client.indices().getIndexTemplate(get -> get.name(name));
    return part(found.indexTemplates().get(0), "index_template");
  }

  /** Reads it by its name in JSON, since its type differs between versions of the client. */
  private JsonNode part(JsonpSerializable found, String name) throws IOException {
    return json.readTree(JsonpUtils.toJsonString(found, client._jsonpMapper())).path(name);
  }

  private JsonNode component() throws IOException {
    try (InputStream in = Templates.class.getResourceAsStream("mappings.json")) {
      return json.readTree(Objects.requireNonNull(in, "mappings.json is missing in this JAR"));
    }
  }

  private ObjectNode index(Destination destination, TypedData typed, @Nullable Duration retention) {
    ObjectNode index = json.createObjectNode();
    ArrayNode patterns = index.putArray("index_patterns");
    destination.templatePatterns().forEach(patterns::add);
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

  /** Adds a field to an object of a mapping, including the objects on its path. */
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

  /** The place of the first part of ours that the other lacks; null if there is none. */
  static @Nullable String difference(JsonNode ours, @Nullable JsonNode other, String at) {
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

  /** Whether two values are the same except for quotes, which the client adds to some. */
  private static boolean sameText(JsonNode ours, JsonNode other) {
    return other.isValueNode() && ours.asText().equals(other.asText());
  }
}
