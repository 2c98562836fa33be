package dev.eventlogger.schema.registry;

import static java.util.Collections.singletonList;
import static java.util.Objects.requireNonNull;

import dev.eventlogger.event.JsonNumbers;
import dev.eventlogger.schema.pattern.EcmaPattern;
import dev.eventlogger.schema.registry.OwnChecks.OwnCheck;
import java.math.BigDecimal;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Checks of keywords that are made in place of Vert.x. */
final class KeywordChecks {

  private KeywordChecks() {}

  /** The check of a keyword, or null if it is left to Vert.x. */
  static @Nullable OwnCheck of(Keyword keyword, @Nullable Object value) {
    return switch (keyword) {
      case ENUM -> oneOf(requireNonNull((List<?>) value), "must be one of ");
      case CONST -> oneOf(singletonList(value), "must be ");
      case PATTERN -> pattern(String.valueOf(value));
      case FORMAT -> format(String.valueOf(value));
      case UNIQUE_ITEMS -> Boolean.TRUE.equals(value) ? KeywordChecks::twins : null;
      case MULTIPLE_OF -> multipleOf(JsonNumbers.decimal((Number) requireNonNull(value)), value);
      default -> null;
    };
  }

  /** The check of a schema that no value meets. */
  static OwnCheck never() {
    return (value, budget) -> "is not allowed by the schema";
  }

  /** The check that an object with one property has certain others. */
  static OwnCheck needs(String key, List<?> names) {
    return (value, budget) -> {
      if (!(value instanceof Map<?, ?> object) || !object.containsKey(key)) {
        return null;
      }
      budget.spend(names.size());
      for (Object name : names) {
        if (!object.containsKey(name)) {
          return "required property "
              + Words.quoted((String) name)
              + " is missing: it belongs to "
              + Words.quoted(key);
        }
      }
      return null;
    };
  }

  /**
   * Checks nothing, but pays in advance: searches the names of an object for patterns, as Vert.x
   * will do next, without bound.
   */
  static OwnCheck searches(Collection<Pattern> patterns) {
    return (value, budget) -> {
      if (value instanceof Map<?, ?> object) {
        for (Object key : object.keySet()) {
          patterns.forEach(pattern -> budget.finds(pattern, (String) key));
        }
      }
      return null;
    };
  }

  private static OwnCheck oneOf(List<?> values, String must) {
    EqualValues allowed = new EqualValues(values);
    String problem = must + Words.values(values);
    return (value, budget) -> allowed.contain(value, budget) ? null : problem;
  }

  private static OwnCheck pattern(String regex) {
    Pattern pattern = EcmaPattern.compile(regex);
    String problem = "must match the pattern " + Words.quoted(regex);
    return (value, budget) ->
        value instanceof String text && !budget.finds(pattern, text) ? problem : null;
  }

  private static @Nullable OwnCheck format(String name) {
    Formats.Format format = Formats.named(name);
    if (format == null) {
      return null;
    }
    return (value, budget) -> {
      if (!(value instanceof String text)) {
        return null;
      }
      budget.spendText(text);
      budget.spend(format.work(text));
      return format.isRight().test(text) ? null : format.problem();
    };
  }

  private static @Nullable String twins(@Nullable Object value, WorkBudget budget) {
    if (!(value instanceof List<?> list)) {
      return null;
    }
    Set<String> seen = new HashSet<>();
    for (Object item : list) {
      StringBuilder text = new StringBuilder();
      EqualText.append(item, text);
      String written = text.toString();
      budget.spendText(written);
      if (!seen.add(written)) {
        return "must not hold equal items";
      }
    }
    return null;
  }

  private static OwnCheck multipleOf(BigDecimal step, @Nullable Object word) {
    String problem = "must be a multiple of " + word;
    return (value, budget) -> {
      if (!(value instanceof Number number)) {
        return null;
      }
      BigDecimal decimal = JsonNumbers.decimal(number);
      // a division makes as many digits as the exponents differ by, each from all before
      long digits = Math.abs((long) decimal.scale() - step.scale()) + decimal.precision();
      budget.spend(digits * digits / WorkBudget.EVALUATION);
      return decimal.remainder(step).signum() == 0 ? null : problem;
    };
  }
}
