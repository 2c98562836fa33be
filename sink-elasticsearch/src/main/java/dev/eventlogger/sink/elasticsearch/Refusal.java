package dev.eventlogger.sink.elasticsearch;

import co.elastic.clients.elasticsearch._types.ErrorCause;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Who is at fault when the server does not take a document.
 *
 * <p>The statuses are those of the items in the answer to {@code _bulk}, whatever the status of the
 * answer as a whole. Most faults of both indices and events have the status 400.
 */
enum Refusal {
  /** The server is busy or in trouble: try the same again later. */
  BUSY,
  /**
   * We lack permission, or something else is wrong that only a person can change, for every index
   * alike.
   */
  ACCESS,
  /** The index does not exist and cannot be created. */
  PLACE,
  /** The index takes nothing in its present state. */
  INDEX,
  /** The event is at fault. */
  EVENT,
  /** The event is at fault if the index takes others; otherwise the index is. */
  UNCLEAR;

  private static final Set<String> PARSING =
      Set.of("document_parsing_exception", "mapper_parsing_exception");
  private static final Pattern FIELD =
      Pattern.compile("failed to parse field \\[([^\\[\\]]+)] of type \\[([^\\[\\]]+)]");
  // The fields whose values are not always text, and so can be malformed.
  private static final Map<String, String> OURS =
      Map.of(
          "@timestamp", "date_nanos",
          "event.duration", "long",
          "context", "flattened",
          "event_data", "flattened");

  private static final Map<String, Refusal> BY_TYPE =
      Map.of(
          "index_closed_exception", INDEX,
          "routing_missing_exception", INDEX,
          "cluster_block_exception", INDEX,
          "index_not_found_exception", PLACE,
          // The cluster has the most shards that it may have.
          "validation_exception", PLACE,
          "invalid_index_name_exception", ACCESS,
          "security_exception", ACCESS);

  /** Who is at fault, for a document with a status other than 2xx. */
  static Refusal of(int status, @Nullable ErrorCause error) {
    if (status >= 500 || status == 429 || status == 408) {
      return BUSY;
    }
    String type = error == null ? "" : String.valueOf(error.type());
    Refusal known = BY_TYPE.get(type);
    if (known != null) {
      return known;
    }
    String reason = error == null ? "" : String.valueOf(error.reason());
    return switch (status) {
      case 400 -> ofBadRequest(type, reason);
      case 401, 403, 404, 409 -> ACCESS;
      case 413 -> EVENT;
      default -> UNCLEAR;
    };
  }

  private static Refusal ofBadRequest(String type, String reason) {
    if (reason.startsWith("pipeline with id [") || reason.startsWith("no write index is defined")) {
      return INDEX;
    }
    if (!PARSING.contains(type)) {
      return UNCLEAR;
    }
    Matcher field = FIELD.matcher(reason);
    return field.find() && field.group(2).equals(OURS.get(field.group(1))) ? EVENT : UNCLEAR;
  }

  /** What a person can do about an index that takes nothing; empty if the reason says enough. */
  static String remedy(@Nullable ErrorCause error) {
    String type = error == null ? "" : String.valueOf(error.type());
    String reason = error == null ? "" : String.valueOf(error.reason());
    if (reason.startsWith("pipeline with id [")) {
      return "; make that pipeline, or take it out of index.default_pipeline or"
          + " index.final_pipeline";
    }
    if (reason.startsWith("no write index is defined")) {
      return "; set is_write_index for one of the alias's indices";
    }
    return switch (type) {
      case "routing_missing_exception" ->
          "; events have no routing: take _routing out of the" + " template that made the index";
      case "strict_dynamic_mapping_exception",
          "document_parsing_exception",
          "mapper_parsing_exception" ->
          "; another template than event-logger's gave the index its mapping";
      case "validation_exception" -> "; remove indices, or raise cluster.max_shards_per_node";
      case "index_closed_exception" -> "; open it";
      default -> "";
    };
  }
}
