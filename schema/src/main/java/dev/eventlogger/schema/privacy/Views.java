package dev.eventlogger.schema.privacy;

import dev.eventlogger.event.JsonValues;
import dev.eventlogger.event.MemberNames;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.Map;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Finds all schemas that have a say about one value. */
final class Views {

  private Views() {}

  /**
   * Adds to some views those that they lead to at the same place. Ends also where schemas refer to
   * one another in a circle.
   *
   * @param value the value, as {@link JsonValues#open} gives it; null if it is not known
   * @param wanted which are worth adding
   */
  static void expand(Collection<View> views, @Nullable Object value, Predicate<Subschema> wanted) {
    Deque<View> news = new ArrayDeque<>(views);
    for (View view = news.poll(); view != null; view = news.poll()) {
      View from = view;
      for (View next : from.schema().samePlace) {
        add(from.then(next), views, news, wanted);
      }
      from.schema()
          .dependent
          .forEach(
              (name, schema) -> {
                Reach reach = has(value, name) ? Reach.CERTAIN : Reach.POSSIBLE;
                add(from.then(new View(schema, reach)), views, news, wanted);
              });
    }
  }

  private static boolean has(@Nullable Object value, String name) {
    return value instanceof Map<?, ?> map
        && map.keySet().stream().anyMatch(key -> name.equals(MemberNames.of(key)));
  }

  private static void add(
      View view, Collection<View> views, Deque<View> news, Predicate<Subschema> wanted) {
    if (wanted.test(view.schema()) && views.add(view)) {
      news.add(view);
    }
  }
}
