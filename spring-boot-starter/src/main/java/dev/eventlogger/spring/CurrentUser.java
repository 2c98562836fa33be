package dev.eventlogger.spring;

import dev.eventlogger.intake.context.ContextSource;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.util.function.SingletonSupplier;

/** The current user, as the context sources know it. Thread-safe. */
final class CurrentUser implements Supplier<@Nullable Object> {

  private final Supplier<ContextSource> sources;

  /** Looks the sources up when they are first needed. */
  CurrentUser(ObjectProvider<ContextSource> sources) {
    this.sources = SingletonSupplier.of(() -> new ContextSources(sources.orderedStream().toList()));
  }

  /** The user; null also if a source fails, which the event logger reports. */
  @Override
  public @Nullable Object get() {
    try {
      return sources.get().get("user.id");
    } catch (RuntimeException e) {
      return null;
    }
  }
}
