package dev.eventlogger.sink.cloudwatch;

import static java.util.Objects.requireNonNullElse;

import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Which numbers of an event become metrics, in CloudWatch's Embedded Metric Format.
 *
 * @param namespace of the metrics; default {@code EventLogger}
 * @param metrics dotted paths in the data, and {@code duration_ms}; null for every number
 * @param dimensions what distinguishes metrics of the same name; default the event's name
 */
record Emf(String namespace, @Nullable List<String> metrics, List<Dimension> dimensions) {

  private static final Pattern NAMESPACE =
      Pattern.compile("[A-Za-z0-9._/#-][A-Za-z0-9._/#:-]{0,254}");

  /** The settings if none are given. */
  static final Emf DEFAULT = new Emf("EventLogger", null, List.of(Dimension.NAME));

  /** A text with few different values. Each value is a metric of its own, and is paid for. */
  enum Dimension {
    NAME,
    EVENT_TYPE,
    LEVEL,
    HOST,
    LOG
  }

  Emf {
    namespace = requireNonNullElse(namespace, "EventLogger");
    dimensions = requireNonNullElse(dimensions, List.of(Dimension.NAME));
    if (!NAMESPACE.matcher(namespace).matches() || namespace.startsWith("AWS/")) {
      throw new IllegalArgumentException(
          "namespace must have 1 to 255 letters, digits or characters of ._/#:-, and not begin with"
              + " : or AWS/");
    }
    if (metrics != null && (metrics.isEmpty() || metrics.size() > EmbeddedMetrics.MOST_METRICS)) {
      throw new IllegalArgumentException(
          "metrics must name 1 to "
              + EmbeddedMetrics.MOST_METRICS
              + " numbers; leave it out to take every number");
    }
    if (dimensions.stream().distinct().count() < dimensions.size()) {
      throw new IllegalArgumentException("dimensions names one twice; name each once");
    }
  }
}
