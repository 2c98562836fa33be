package dev.eventlogger.testkit;

import dev.eventlogger.event.JsonNumbers;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The first difference between two JSON values, on a short line: where, what came, what was sent.
 * The order of keys and the notation of numbers do not matter.
 */
final class JsonDifference {

  private static final int LONGEST = 100;

  private JsonDifference() {}

  static Optional<String> between(@Nullable Object sent, @Nullable Object came) {
    return at("", sent, came);
  }

  private static Optional<String> at(String at, @Nullable Object sent, @Nullable Object came) {
    if (sent instanceof Map<?, ?> sentMap && came instanceof Map<?, ?> cameMap) {
      return members(at, sentMap, cameMap);
    }
    if (sent instanceof List<?> sentList && came instanceof List<?> cameList) {
      return items(at, sentList, cameList);
    }
    if (sent instanceof Number sentNumber && came instanceof Number cameNumber) {
      return JsonNumbers.decimal(sentNumber).compareTo(JsonNumbers.decimal(cameNumber)) == 0
          ? Optional.empty()
          : difference(at, sent, came);
    }
    return Objects.equals(sent, came) ? Optional.empty() : difference(at, sent, came);
  }

  private static Optional<String> members(String at, Map<?, ?> sent, Map<?, ?> came) {
    Set<Object> keys = new LinkedHashSet<>(sent.keySet());
    keys.addAll(came.keySet());
    for (Object key : keys) {
      String below = at + "/" + show(key);
      if (!came.containsKey(key)) {
        return Optional.of(below + " is missing");
      }
      if (!sent.containsKey(key)) {
        return Optional.of(below + " was not sent");
      }
      Optional<String> difference = at(below, sent.get(key), came.get(key));
      if (difference.isPresent()) {
        return difference;
      }
    }
    return Optional.empty();
  }

  private static Optional<String> items(String at, List<?> sent, List<?> came) {
    if (sent.size() != came.size()) {
      return Optional.of(at + " has " + came.size() + " items; " + sent.size() + " were sent");
    }
    for (int i = 0; i < sent.size(); i++) {
      Optional<String> difference = at(at + "/" + i, sent.get(i), came.get(i));
      if (difference.isPresent()) {
        return difference;
      }
    }
    return Optional.empty();
  }

  private static Optional<String> difference(
      String at, @Nullable Object sent, @Nullable Object came) {
    return Optional.of(at + " is " + show(came) + "; sent was " + show(sent));
  }

  /**
   * Shows a value in ASCII, so that characters which look alike or are invisible can be told apart.
   */
  private static String show(@Nullable Object value) {
    StringBuilder shown = new StringBuilder();
    String text = String.valueOf(value);
    text.chars()
        .limit(LONGEST)
        .forEach(
            c -> {
              if (c >= ' ' && c < 0x7F) {
                shown.append((char) c);
              } else {
                shown.append(String.format(Locale.ROOT, "\\u%04x", c));
              }
            });
    return text.length() <= LONGEST
        ? shown.toString()
        : shown + "… (" + text.length() + " characters)";
  }
}
