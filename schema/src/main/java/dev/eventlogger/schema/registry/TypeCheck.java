package dev.eventlogger.schema.registry;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** {@code type}. */
final class TypeCheck {

  private TypeCheck() {}

  static Check of(@Nullable Object type) {
    if (type == null) {
      return Check.ALWAYS;
    }
    if (type instanceof List<?> types) {
      Check[] checks = types.stream().map(TypeCheck::single).toArray(Check[]::new);
      return value -> {
        for (Check check : checks) {
          if (check.surelyValid(value)) {
            return true;
          }
        }
        return false;
      };
    }
    return single(type);
  }

  private static Check single(Object type) {
    return switch ((String) type) {
      case "object" -> value -> value instanceof Map<?, ?>;
      case "array" -> value -> value instanceof List<?>;
      case "string" -> value -> value instanceof String;
      case "boolean" -> value -> value instanceof Boolean;
      case "null" -> value -> value == null;
      case "number" -> NumberChecks::isKnown;
      case "integer" -> TypeCheck::isInteger;
      default -> Check.UNSURE;
    };
  }

  private static boolean isInteger(@Nullable Object value) {
    return value instanceof Long
        || value instanceof Integer
        || (value instanceof Double number && number % 1 == 0); // infinite % 1 is NaN
  }
}
