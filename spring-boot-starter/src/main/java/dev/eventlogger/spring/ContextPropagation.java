package dev.eventlogger.spring;

import dev.eventlogger.intake.context.ContextSource;
import io.micrometer.context.ContextRegistry;
import io.micrometer.context.ContextSnapshot;
import io.micrometer.context.ContextSnapshotFactory;
import io.micrometer.context.ThreadLocalAccessor;
import org.jspecify.annotations.Nullable;
import reactor.util.context.ContextView;

/**
 * Carries values of Reactor's contexts to threads, with Micrometer's context-propagation library.
 * Thread-safe.
 */
final class ContextPropagation implements ThreadLocalAccessor<ContextSource> {

  private static final ContextSnapshotFactory SNAPSHOTS = ContextSnapshotFactory.builder().build();

  private ContextPropagation() {}

  /** Registers {@link ReactiveContext} with the library. May be called again. */
  static void register() {
    ContextRegistry.getInstance().registerThreadLocalAccessor(new ContextPropagation());
  }

  static void within(ContextView context, Runnable work) {
    ContextSnapshot.Scope scope = SNAPSHOTS.setThreadLocalsFrom(context);
    try {
      work.run();
    } finally {
      scope.close();
    }
  }

  @Override
  public Object key() {
    return ReactiveContext.KEY;
  }

  @Override
  public @Nullable ContextSource getValue() {
    return ReactiveContext.CURRENT.get();
  }

  @Override
  public void setValue(ContextSource source) {
    ReactiveContext.set(source);
  }

  @Override
  public void setValue() {
    ReactiveContext.set(null);
  }
}
