package dev.eventlogger.spring.method;

import dev.eventlogger.spring.LogEvent;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.util.ClassUtils;

/** A function, and those of interfaces and classes above that it stands for. */
final class Overridden {

  private Overridden() {}

  /** Whether one of them leaves a parameter out. */
  static boolean hasSkip(Method method, Class<?> target, int parameter) {
    return declaring(target).stream()
        .map(type -> declared(type, method))
        .anyMatch(
            function ->
                function != null
                    && function.getParameters()[parameter].isAnnotationPresent(
                        LogEvent.Skip.class));
  }

  private static List<Class<?>> declaring(Class<?> target) {
    List<Class<?>> types = new ArrayList<>(ClassUtils.getAllInterfacesForClassAsSet(target));
    for (Class<?> type = target; type != null; type = type.getSuperclass()) {
      types.add(type);
    }
    return types;
  }

  private static @Nullable Method declared(Class<?> type, Method method) {
    try {
      return type.getDeclaredMethod(method.getName(), method.getParameterTypes());
    } catch (NoSuchMethodException e) {
      return null;
    }
  }
}
