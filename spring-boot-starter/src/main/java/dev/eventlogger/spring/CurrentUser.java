package dev.eventlogger.spring;

import dev.eventlogger.intake.context.ContextSource;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.util.function.SingletonSupplier;

/** Who calls, as the sources of context know. Thread-safe. */
final class CurrentUser implements Supplier<@Nullable Object> {

  private final Supplier<ContextSource> sources;

  /** Asks for the sources when they are needed first. */
  CurrentUser(ObjectProvider<ContextSource> sources) {
    this.sources = SingletonSupplier.of(() -> new ContextSources(sources.orderedStream().toList()));
  }

  /** Null also where a source fails, whose failures the event logger reports. */
  @Override
  public @Nullable Object get() {
    try {
      return sources.get().get("user.id");
    } catch (RuntimeException e) {
      return null;
    }
  }
}
