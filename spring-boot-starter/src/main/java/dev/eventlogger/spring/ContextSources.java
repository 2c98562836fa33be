package dev.eventlogger.spring;

import dev.eventlogger.intake.context.ContextSource;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Asks one source after the other for a context key, until one answers. Thread-safe. */
final class ContextSources implements ContextSource {

  private final List<ContextSource> sources;

  ContextSources(List<ContextSource> sources) {
    this.sources = List.copyOf(sources);
  }

  @Override
  public @Nullable Object get(String key) {
    for (ContextSource source : sources) {
      Object value = source.get(key);
      if (value != null) {
        return value;
      }
    }
    return null;
  }
}
