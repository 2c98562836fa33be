package dev.eventlogger.spring.aot;

import java.lang.reflect.RecordComponent;
import java.util.HashSet;
import java.util.Set;
import org.springframework.aot.hint.MemberCategory;
import org.springframework.aot.hint.ReflectionHints;
import org.springframework.core.ResolvableType;

/**
 * What binding settings to a record looks at: the record's components and constructor, and the
 * types of its settings, each with all that is below. For one thread, once.
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
      return; // the types of Java are bound without looking into them
    }
    // Components are known by their accessors, and other types are read by a method of theirs.
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
