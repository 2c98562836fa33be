package dev.eventlogger.server.reading;

import dev.eventlogger.query.Field;
import dev.eventlogger.query.text.FilterText;
import dev.eventlogger.query.text.ShownText;
import dev.eventlogger.spi.Suggestions;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The values of the parameters of a question, none of which is unknown. Immutable. */
record ParameterValues(Map<String, List<String>> values) {

  private static final List<String> REPEATED = List.of("where", "by", "fields");

  ParameterValues {
    values = Map.copyOf(values);
  }

  static ParameterValues of(Question question, Map<String, List<String>> parameters) {
    for (String name : parameters.keySet()) {
      if (!question.parameters().contains(name)) {
        throw unknown(name, question);
      }
    }
    parameters.forEach(ParameterValues::checkCount);
    return new ParameterValues(parameters);
  }

  private static void checkCount(String name, List<String> given) {
    boolean mayRepeat =
        REPEATED.contains(name)
            || FilterText.FIELDS.stream().map(Field::toString).anyMatch(name::equals);
    if (!mayRepeat && given.size() > 1) {
      throw new IllegalArgumentException(
          name + ": is there " + given.size() + " times; it takes one value");
    }
  }

  private static IllegalArgumentException unknown(String name, Question question) {
    List<String> known = question.parameters();
    return new IllegalArgumentException(
        ShownText.of(name)
            + ": "
            + question
            + " has no such parameter"
            + Suggestions.didYouMean(name, known)
            + " (known: "
            + String.join(", ", known)
            + "; a field of data or context is asked for with where=)");
  }

  /** All values of a parameter, in their order. */
  List<String> all(String name) {
    return values.getOrDefault(name, List.of());
  }

  /** The value of a parameter that takes one; null if it is absent. */
  @Nullable String one(String name) {
    List<String> given = all(name);
    return given.isEmpty() ? null : given.get(0);
  }
}
