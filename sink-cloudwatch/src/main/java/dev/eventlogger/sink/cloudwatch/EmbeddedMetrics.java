package dev.eventlogger.sink.cloudwatch;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.eventlogger.event.Event;
import dev.eventlogger.event.JsonNumbers;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Writes events in CloudWatch's Embedded Metric Format, from which the service makes metrics.
 *
 * <p>A message is the canonical JSON, with members before it: {@code _aws}, which declares the
 * metrics, and each metric's number under its own name, since a metric must stand at the top. A
 * number whose name is also a member of every event's is left out, and so is what the service would
 * refuse. Immutable.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/CloudWatch_Embedded_Metric_Format_Specification.html">the
 *     format</a>
 */
final class EmbeddedMetrics {

  /** The most metrics in one declaration. */
  static final int MOST_METRICS = 100;

  private static final String DURATION = "duration_ms";
  private static final Set<String> TAKEN =
      Set.of(
          "_aws",
          "id",
          "created_at",
          DURATION,
          "uid",
          "event_type",
          "name",
          "level",
          "subject",
          "message",
          "schema",
          "context",
          "event_data",
          "host",
          "log");
  private static final Pattern METRIC_NAME = Pattern.compile("[!-~](?:[ -~]{0,253}[!-~])?");
  private static final Pattern DIMENSION_VALUE = Pattern.compile("[!-~](?:[ -~]{0,1022}[!-~])?");
  private static final BigDecimal LARGEST = new BigDecimal(BigInteger.TWO.pow(360));
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Emf settings;
  private final Map<Emf.Dimension, String> surroundings;

  EmbeddedMetrics(Emf settings, String host, String log) {
    this.settings = settings;
    this.surroundings = Map.of(Emf.Dimension.HOST, host, Emf.Dimension.LOG, log);
  }

  /** Returns the message; plain canonical JSON if no number becomes a metric. */
  String message(Event event, long millis) {
    String canonical = event.toJson();
    Map<String, Number> numbers = numbers(event);
    List<Map<String, Object>> metrics = new ArrayList<>();
    if (event.duration() != null && isWanted(DURATION)) {
      metrics.add(Map.of("Name", DURATION, "Unit", "Milliseconds"));
    }
    numbers.keySet().forEach(name -> metrics.add(Map.of("Name", name)));
    if (metrics.isEmpty()) {
      return canonical;
    }
    Map<String, String> dimensions = dimensions(event);
    Map<String, Object> head = new LinkedHashMap<>();
    head.put("_aws", declaration(millis, dimensions, metrics));
    for (Map.Entry<Emf.Dimension, String> one : surroundings.entrySet()) {
      if (dimensions.containsKey(name(one.getKey()))) {
        head.put(name(one.getKey()), one.getValue());
      }
    }
    head.putAll(numbers);
    return joined(head, canonical);
  }

  private Map<String, Object> declaration(
      long millis, Map<String, String> dimensions, List<Map<String, Object>> metrics) {
    Map<String, Object> directive = new LinkedHashMap<>();
    directive.put("Namespace", settings.namespace());
    directive.put("Dimensions", List.of(List.copyOf(dimensions.keySet())));
    directive.put("Metrics", metrics.subList(0, Math.min(metrics.size(), MOST_METRICS)));
    return Map.of("Timestamp", millis, "CloudWatchMetrics", List.of(directive));
  }

  /** Puts members, none of which the canonical JSON has, before its own. */
  private static String joined(Map<String, Object> head, String canonical) {
    try {
      String members = JSON.writeValueAsString(head);
      return members.substring(0, members.length() - 1) + "," + canonical.substring(1);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("texts and numbers can be written", e);
    }
  }

  private Map<String, String> dimensions(Event event) {
    Map<String, String> dimensions = new LinkedHashMap<>();
    for (Emf.Dimension dimension : settings.dimensions()) {
      String value = value(event, dimension);
      if (value != null && DIMENSION_VALUE.matcher(value).matches()) {
        dimensions.put(name(dimension), value);
      }
    }
    return dimensions;
  }

  private @Nullable String value(Event event, Emf.Dimension dimension) {
    return switch (dimension) {
      case NAME -> event.name();
      case EVENT_TYPE -> event.type() == null ? null : String.valueOf(event.type());
      case LEVEL -> event.level().name();
      case HOST, LOG -> surroundings.get(dimension);
    };
  }

  private static String name(Emf.Dimension dimension) {
    return dimension.name().toLowerCase(java.util.Locale.ROOT);
  }

  private boolean isWanted(String path) {
    return settings.metrics() == null || settings.metrics().contains(path);
  }

  /** The numbers of the data that become metrics, by their dotted paths, in the data's order. */
  private Map<String, Number> numbers(Event event) {
    Map<String, Number> numbers = new LinkedHashMap<>();
    collect("", event.data(), numbers);
    return numbers;
  }

  private void collect(String prefix, Map<?, ?> members, Map<String, Number> numbers) {
    for (Map.Entry<?, ?> member : members.entrySet()) {
      String path = prefix + member.getKey();
      if (numbers.size() == MOST_METRICS) {
        return;
      }
      if (member.getValue() instanceof Map<?, ?> nested) {
        collect(path + ".", nested, numbers);
      } else if (member.getValue() instanceof Number number && isMetric(path, number)) {
        numbers.putIfAbsent(path, number);
      }
    }
  }

  private boolean isMetric(String path, Number number) {
    return isWanted(path)
        && !TAKEN.contains(path)
        && METRIC_NAME.matcher(path).matches()
        && JsonNumbers.decimal(number).abs().compareTo(LARGEST) <= 0;
  }
}
