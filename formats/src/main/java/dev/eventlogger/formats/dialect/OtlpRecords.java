package dev.eventlogger.formats.dialect;

import dev.eventlogger.event.JsonReader;
import dev.eventlogger.event.JsonText;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads the log records of an {@code ExportLogsServiceRequest} as events, each with what its
 * resource and its scope say of all their records. Names are in camel case or, as in Protobuf, with
 * underscores. Immutable, thread-safe.
 */
final class OtlpRecords {

  private static final String ATTRIBUTES = "attributes";

  private final BodyReader bodies;
  private final int mostRepeated;

  /**
   * A reader for all requests.
   *
   * @param mostRepeated how many bytes shared content may take in all records together: otherwise a
   *     large resource with many small records would grow to a thousand times the request
   */
  OtlpRecords(BodyReader bodies, int mostRepeated) {
    this.bodies = bodies;
    this.mostRepeated = mostRepeated;
  }

  List<SentEvent> read(Map<String, @Nullable Object> request) throws UnreadableRequestException {
    List<SentEvent> events = new ArrayList<>();
    long repeated = 0;
    for (Object item : list(request, "resourceLogs", "resource_logs")) {
      Map<String, @Nullable Object> ofResource = object(item);
      Map<String, @Nullable Object> resource = resource(ofResource);
      for (Object scoped : list(ofResource, "scopeLogs", "scope_logs")) {
        Map<String, @Nullable Object> ofScope = object(scoped);
        Map<String, @Nullable Object> context = context(resource, scope(ofScope));
        List<?> records = list(ofScope, "logRecords", "log_records");
        bodies.checkCount(events.size() + records.size());
        if (records.isEmpty()) {
          continue;
        }
        repeated += (long) size(context) * records.size();
        checkRepeated(repeated);
        events.addAll(bodies.events(records, json -> OtlpRecord.read(json, context)));
      }
    }
    return events;
  }

  private void checkRepeated(long repeated) throws UnreadableRequestException {
    if (repeated > mostRepeated) {
      throw UnreadableRequestException.tooLarge(
          "the attributes of resources and scopes make more than "
              + mostRepeated
              + " bytes in all their records; send fewer records, or smaller attributes");
    }
  }

  private static Map<String, @Nullable Object> resource(Map<String, @Nullable Object> ofResource)
      throws UnreadableRequestException {
    Object resource = ofResource.get("resource");
    return resource == null ? Map.of() : attributes(object(resource));
  }

  private static Map<String, @Nullable Object> scope(Map<String, @Nullable Object> ofScope)
      throws UnreadableRequestException {
    Object value = ofScope.get("scope");
    if (value == null) {
      return Map.of();
    }
    Map<String, @Nullable Object> in = object(value);
    Map<String, @Nullable Object> scope = new LinkedHashMap<>(attributes(in));
    for (String key : List.of("name", "version")) {
      if (in.get(key) instanceof String text && !text.isEmpty()) {
        scope.put(key, text);
      }
    }
    return scope;
  }

  private static Map<String, @Nullable Object> context(
      Map<String, @Nullable Object> resource, Map<String, @Nullable Object> scope) {
    Map<String, @Nullable Object> context = new LinkedHashMap<>();
    if (!resource.isEmpty()) {
      context.put("resource", resource);
    }
    if (!scope.isEmpty()) {
      context.put("scope", scope);
    }
    return context;
  }

  private static int size(Map<String, @Nullable Object> context) {
    try {
      return context.isEmpty() ? 0 : JsonText.of(context).length();
    } catch (IllegalArgumentException e) {
      return 0; // no event can hold it: all its records will be invalid
    }
  }

  private static Map<String, @Nullable Object> attributes(Map<String, @Nullable Object> in)
      throws UnreadableRequestException {
    Map<String, @Nullable Object> attributes = OtlpValues.attributes(in.get(ATTRIBUTES));
    if (attributes == null) {
      throw malformed();
    }
    return attributes;
  }

  private static List<?> list(Map<String, @Nullable Object> in, String camelCase, String snakeCase)
      throws UnreadableRequestException {
    Object value = OtlpValues.member(in, camelCase, snakeCase);
    if (value != null && !(value instanceof List<?>)) {
      throw malformed();
    }
    return value == null ? List.of() : (List<?>) value;
  }

  private static Map<String, @Nullable Object> object(@Nullable Object value)
      throws UnreadableRequestException {
    if (value instanceof Map<?, ?> object) {
      return JsonReader.asObject(object);
    }
    throw malformed();
  }

  private static UnreadableRequestException malformed() {
    return UnreadableRequestException.malformed(
        "the body: must be an ExportLogsServiceRequest of OTLP: resourceLogs, in them scopeLogs,"
            + " in them logRecords");
  }
}
