package dev.eventlogger.sink.cloudwatch;

import dev.eventlogger.query.Condition;
import dev.eventlogger.query.Field;
import dev.eventlogger.query.Operator;
import dev.eventlogger.sink.cloudwatch.StreamTemplate.Placeholder;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which streams the service is to search: as few as are certain to hold everything asked for. Where
 * there are too many, or a part of their names is not known, it is given their common prefix, if
 * there is one.
 *
 * @param names the streams; empty for all
 * @param prefix what the names of the streams begin with; null for all
 */
record StreamChoice(List<String> names, @Nullable String prefix) {

  static final StreamChoice ALL = new StreamChoice(List.of(), null);

  private static final int MOST_NAMES = 100;

  static StreamChoice of(StreamNames streams, List<Condition> conditions) {
    Set<StreamTemplate> templates = new LinkedHashSet<>();
    List<String> names = names(conditions);
    if (names.isEmpty()) {
      templates.addAll(streams.templates());
    } else {
      names.forEach(name -> templates.add(streams.template(name)));
    }
    List<Placeholder> known =
        names.isEmpty() ? List.of(Placeholder.LOG) : List.of(Placeholder.LOG, Placeholder.NAME);
    boolean areKnown = templates.stream().allMatch(template -> template.usesOnly(known));
    if (areKnown) {
      return ofNames(names.isEmpty() ? streams.all() : streams.of(names));
    }
    String prefix = templates.size() == 1 ? templates.iterator().next().prefix() : "";
    return prefix.isEmpty() ? ALL : new StreamChoice(List.of(), prefix);
  }

  private static StreamChoice ofNames(Set<String> names) {
    if (names.size() == 1) {
      // A prefix may match no stream, whereas naming a missing stream is an error.
      return new StreamChoice(List.of(), names.iterator().next());
    }
    return names.size() > MOST_NAMES ? ALL : new StreamChoice(List.copyOf(names), null);
  }

  /** The names that an event can have; empty for any. */
  private static List<String> names(List<Condition> conditions) {
    return conditions.stream()
        .filter(condition -> condition.field().equals(Field.NAME))
        .filter(condition -> condition.operator() == Operator.EQUAL)
        .findFirst()
        .map(condition -> condition.values().stream().map(String::valueOf).toList())
        .orElse(List.of());
  }
}
