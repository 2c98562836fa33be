package dev.eventlogger.schema.privacy;

import dev.eventlogger.event.JsonValues;
import dev.eventlogger.event.MemberNames;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.Map;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Finds all schemas that apply to one value. */
final class ApplyingSchemas {

  private ApplyingSchemas() {}

  /**
   * Adds to some schemas those that they lead to for the same value. Ends even where schemas refer
   * to one another in a circle.
   *
   * @param value the value, as {@link JsonValues#open} returns it; null if it is not known
   * @param wanted which are worth adding
   */
  static void expand(
      Collection<ApplyingSchema> views, @Nullable Object value, Predicate<Subschema> wanted) {
    Deque<ApplyingSchema> news = new ArrayDeque<>(views);
    for (ApplyingSchema view = news.poll(); view != null; view = news.poll()) {
      ApplyingSchema from = view;
      for (ApplyingSchema next : from.schema().samePlace) {
        add(from.then(next), views, news, wanted);
      }
      from.schema()
          .dependent
          .forEach(
              (name, schema) -> {
                Applicability reach =
                    has(value, name) ? Applicability.CERTAIN : Applicability.POSSIBLE;
                add(from.then(new ApplyingSchema(schema, reach)), views, news, wanted);
              });
    }
  }

  private static boolean has(@Nullable Object value, String name) {
    return value instanceof Map<?, ?> map
        && map.keySet().stream().anyMatch(key -> name.equals(MemberNames.of(key)));
  }

  private static void add(
      ApplyingSchema view,
      Collection<ApplyingSchema> views,
      Deque<ApplyingSchema> news,
      Predicate<Subschema> wanted) {
    if (wanted.test(view.schema()) && views.add(view)) {
      news.add(view);
    }
  }
}
