package dev.eventlogger.spring.method;

import dev.eventlogger.spring.LogEvent;
import java.lang.reflect.Method;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.core.ResolvableType;

/** A method, and those of superclasses and interfaces that it overrides. */
final class Overridden {

  private Overridden() {}

  /** Whether one of them leaves a parameter out of the event. */
  static boolean hasSkip(Method method, Class<?> target, int parameter) {
    Set<Class<?>> types = new LinkedHashSet<>();
    addAll(types, target);
    return types.stream()
        .flatMap(type -> Stream.of(type.getDeclaredMethods()))
        .filter(candidate -> isOne(candidate, method, target))
        .anyMatch(
            candidate ->
                candidate.getParameters()[parameter].isAnnotationPresent(LogEvent.Skip.class));
  }

  private static void addAll(Set<Class<?>> types, @Nullable Class<?> type) {
    if (type != null && types.add(type)) {
      addAll(types, type.getSuperclass());
      for (Class<?> above : type.getInterfaces()) {
        addAll(types, above);
      }
    }
  }

  /**
   * Whether a candidate is the method or overridden by it, even if a parameter's type is a type
   * variable in one, and its actual type in the other.
   */
  private static boolean isOne(Method candidate, Method method, Class<?> target) {
    if (!candidate.getName().equals(method.getName())
        || candidate.getParameterCount() != method.getParameterCount()) {
      return false;
    }
    for (int i = 0; i < method.getParameterCount(); i++) {
      if (parameter(candidate, i, target) != parameter(method, i, target)) {
        return false;
      }
    }
    return true;
  }

  private static Class<?> parameter(Method method, int place, Class<?> target) {
    return ResolvableType.forMethodParameter(method, place, target)
        .resolve(method.getParameterTypes()[place]);
  }
}
