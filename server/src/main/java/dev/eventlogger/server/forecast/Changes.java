package dev.eventlogger.server.forecast;

import dev.eventlogger.event.JsonPointers;
import dev.eventlogger.server.forecast.Forecast.Change;
import dev.eventlogger.server.forecast.Forecast.How;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Finds what was done to an event's data by comparing it before and after. For one event. */
final class Changes {

  private static final String MASK = "****";
  private static final Pattern HASH = Pattern.compile("[0-9a-f]{64}");

  private final List<Change> changes = new ArrayList<>();

  private Changes() {}

  /** The changes from one JSON object to another, in the order of the first. */
  static List<Change> between(Map<String, ?> before, Map<String, ?> after) {
    Changes changes = new Changes();
    changes.object("/event_data", before, after);
    return changes.changes;
  }

  private void object(String at, Map<?, ?> before, Map<?, ?> after) {
    before.forEach(
        (name, value) -> {
          String below = at + "/" + JsonPointers.segment((String) name);
          if (after.containsKey(name)) {
            value(below, value, after.get(name));
          } else {
            add(below, How.REMOVED);
          }
        });
    after.forEach(
        (name, value) -> {
          if (!before.containsKey(name)) {
            add(at + "/" + JsonPointers.segment((String) name), How.MODIFIED);
          }
        });
  }

  private void array(String at, List<?> before, List<?> after) {
    if (before.size() != after.size() && !after.isEmpty()) {
      add(at, How.MODIFIED); // what is left does not tell which items are gone
      return;
    }
    for (int index = 0; index < before.size(); index++) {
      if (after.isEmpty()) {
        add(at + "/" + index, How.REMOVED);
      } else {
        value(at + "/" + index, before.get(index), after.get(index));
      }
    }
  }

  private void value(String at, @Nullable Object before, @Nullable Object after) {
    if (before instanceof Map<?, ?> object && after instanceof Map<?, ?> changed) {
      object(at, object, changed);
    } else if (before instanceof List<?> array && after instanceof List<?> changed) {
      array(at, array, changed);
    } else if (!Objects.equals(before, after)) {
      add(at, how(after));
    }
  }

  private static How how(@Nullable Object after) {
    if (after == null) {
      return How.NULL;
    }
    if (after.equals(MASK)) {
      return How.MASKED;
    }
    return after instanceof String text && HASH.matcher(text).matches() ? How.HASHED : How.MODIFIED;
  }

  private void add(String at, How how) {
    changes.add(new Change(at, how));
  }
}
