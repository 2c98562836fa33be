package dev.eventlogger.testkit.cloudwatch;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The members of an answer; null values are left out. */
final class Answer {

  private final Map<String, Object> members = new LinkedHashMap<>();

  Answer with(String name, @Nullable Object value) {
    if (value != null) {
      members.put(name, value);
    }
    return this;
  }

  Map<String, Object> toJson() {
    return members;
  }
}
