package dev.eventlogger.spring;

import dev.eventlogger.intake.context.ContextSource;
import org.jspecify.annotations.Nullable;
import org.springframework.util.ClassUtils;
import reactor.util.context.Context;
import reactor.util.context.ContextView;

/**
 * Answers for what a pipeline of Reactor works on, such as a request to WebFlux: by a source that
 * its context holds. Such a pipeline changes threads, and each thread works on many, so that the
 * source has to be brought to the thread that logs. The starter does it for the events it logs
 * itself; for those that an application logs in the middle, Reactor does it by {@code
 * spring.reactor.context-propagation: auto}, with {@code io.micrometer:context-propagation}.
 * Thread-safe.
 */
public final class ReactiveContext implements ContextSource {

  static final String KEY = ReactiveContext.class.getName();
  static final ThreadLocal<@Nullable ContextSource> CURRENT = new ThreadLocal<>();

  private static final boolean HAS_PROPAGATION =
      ClassUtils.isPresent(
          "io.micrometer.context.ContextSnapshotFactory", ReactiveContext.class.getClassLoader());

  static {
    if (HAS_PROPAGATION) {
      ContextPropagation.register();
    }
  }

  /** Answers for the pipeline of each thread. */
  ReactiveContext() {}

  /** A context in which the source answers. */
  public static Context with(Context context, ContextSource source) {
    return context.put(KEY, source);
  }

  /** Does something, on this thread, within all that a context holds for threads. */
  public static void within(ContextView context, Runnable work) {
    ContextSource before = CURRENT.get();
    set(context.getOrDefault(KEY, before));
    try {
      if (HAS_PROPAGATION) {
        ContextPropagation.within(context, work);
      } else {
        work.run();
      }
    } finally {
      set(before);
    }
  }

  static void set(@Nullable ContextSource source) {
    if (source == null) {
      CURRENT.remove();
    } else {
      CURRENT.set(source);
    }
  }

  @Override
  public @Nullable Object get(String key) {
    ContextSource source = CURRENT.get();
    return source == null ? null : source.get(key);
  }
}
