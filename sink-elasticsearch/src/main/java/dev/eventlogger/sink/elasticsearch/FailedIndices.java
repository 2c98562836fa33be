package dev.eventlogger.sink.elasticsearch;

import co.elastic.clients.elasticsearch._types.ErrorCause;
import co.elastic.clients.elasticsearch._types.ShardStatistics;
import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Names the indices that the server says are missing from an answer. The names come from members of
 * the answer that hold names of indices and nothing else.
 */
final class FailedIndices {

  private static final int MOST_NAMED = 10;
  // "Search rejected due to missing shards [[app-2026.05.01][0]]"
  private static final Pattern SHARD = Pattern.compile("\\[\\[?([a-z0-9._-]+)]\\[\\d+]");
  private static final String SHARDS_TYPE = "search_phase_execution_exception";

  private FailedIndices() {}

  static Set<String> of(ShardStatistics shards) {
    Set<String> names = new TreeSet<>();
    shards
        .failures()
        .forEach(
            failure -> names.addAll(failure.index() == null ? Set.of() : Set.of(failure.index())));
    return names;
  }

  static Set<String> of(@Nullable ErrorCause error) {
    Set<String> names = new TreeSet<>();
    if (error != null) {
      addFrom(error, names);
    }
    return names;
  }

  private static void addFrom(ErrorCause error, Set<String> names) {
    error.metadata().forEach((name, value) -> addFrom(name, value.toJson(), names));
    String reason = error.reason();
    if (reason != null && SHARDS_TYPE.equals(error.type())) {
      Matcher shard = SHARD.matcher(reason);
      while (shard.find()) {
        names.add(shard.group(1));
      }
    }
    error.rootCause().forEach(cause -> addFrom(cause, names));
    if (error.causedBy() != null) {
      addFrom(error.causedBy(), names);
    }
  }

  private static void addFrom(String name, JsonValue value, Set<String> names) {
    if (name.equals("index") && value instanceof JsonString index) {
      names.add(index.getString());
    } else if (name.equals("failed_shards") && value instanceof JsonArray shards) {
      for (JsonObject shard : shards.getValuesAs(JsonObject.class)) {
        for (Map.Entry<String, JsonValue> member : shard.entrySet()) {
          addFrom(member.getKey(), member.getValue(), names);
        }
      }
    }
  }

  /** Some of the names, and the number of the rest. */
  static String text(Collection<String> names) {
    List<String> first = names.stream().limit(MOST_NAMED).toList();
    int more = names.size() - first.size();
    return first.stream().collect(Collectors.joining(", "))
        + (more > 0 ? " and " + more + " more" : "");
  }
}
