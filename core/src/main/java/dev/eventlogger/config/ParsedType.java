package dev.eventlogger.config;

import dev.eventlogger.config.YamlTree.Scalar;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.Optional;

/** A type that is read from a text by its {@code public static T parse(String)}. Immutable. */
final class ParsedType {

  private final Method parse;

  private ParsedType(Method parse) {
    this.parse = parse;
  }

  /** Empty if the type has no such method. */
  static Optional<ParsedType> of(Class<?> type) {
    try {
      Method parse = type.getMethod("parse", String.class);
      boolean fits = Modifier.isStatic(parse.getModifiers()) && parse.getReturnType() == type;
      return fits ? Optional.of(new ParsedType(parse)) : Optional.empty();
    } catch (NoSuchMethodException e) {
      return Optional.empty();
    }
  }

  /**
   * Reads a value.
   *
   * @throws ConfigException with the message of the method's IllegalArgumentException; without that
   *     message where the value must not be shown
   */
  Object parse(Scalar scalar) {
    try {
      parse.setAccessible(true);
      return parse.invoke(null, ScalarTypes.text(scalar));
    } catch (InvocationTargetException e) {
      throw Refusals.of(e.getCause(), scalar);
    } catch (IllegalAccessException e) {
      throw new IllegalStateException(parse + " cannot be called", e);
    }
  }
}
