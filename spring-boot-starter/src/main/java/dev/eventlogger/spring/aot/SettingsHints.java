package dev.eventlogger.spring.aot;

import java.lang.reflect.RecordComponent;
import java.util.HashSet;
import java.util.Set;
import org.springframework.aot.hint.MemberCategory;
import org.springframework.aot.hint.ReflectionHints;
import org.springframework.core.ResolvableType;

/**
 * Registers what binding settings to a record reads: the record's components and constructor, and
 * the types of its settings, recursively. For one thread, once.
 */
final class SettingsHints {

  private static final String OURS = "dev.eventlogger.";

  private final ReflectionHints hints;
  private final Set<Class<?>> seen = new HashSet<>();

  private SettingsHints(ReflectionHints hints) {
    this.hints = hints;
  }

  static void register(ReflectionHints hints, Class<?> settings) {
    new SettingsHints(hints).add(settings);
  }

  private void add(Class<?> type) {
    if (!type.getName().startsWith(OURS) || !seen.add(type)) {
      return; // Java's own types are bound without reflection
    }
    // Components are read through accessors, and other types are created by a method of theirs.
    hints.registerType(
        type,
        MemberCategory.INVOKE_DECLARED_CONSTRUCTORS,
        MemberCategory.INVOKE_PUBLIC_METHODS,
        MemberCategory.INVOKE_DECLARED_METHODS);
    if (type.isRecord()) {
      for (RecordComponent component : type.getRecordComponents()) {
        add(ResolvableType.forType(component.getGenericType()));
      }
    }
  }

  private void add(ResolvableType type) {
    add(type.toClass());
    for (ResolvableType of : type.getGenerics()) {
      add(of);
    }
  }
}
