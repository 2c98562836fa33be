package dev.eventlogger.spring;

import dev.eventlogger.intake.context.ContextSource;
import org.jspecify.annotations.Nullable;
import org.springframework.util.ClassUtils;
import reactor.util.context.Context;
import reactor.util.context.ContextView;

/**
 * Answers for what a Reactor pipeline works on, such as a request to WebFlux, from a source in the
 * pipeline's context. A pipeline changes threads, and each thread serves many pipelines, so that
 * the source has to be carried to the thread that logs. The starter does so for the events that it
 * logs itself; for events that an application logs in a pipeline, Reactor does so with {@code
 * spring.reactor.context-propagation: auto} and {@code io.micrometer:context-propagation}.
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

  /** Answers for the pipeline that each thread works on. */
  ReactiveContext() {}

  /** The context with the source added. */
  public static Context with(Context context, ContextSource source) {
    return context.put(KEY, source);
  }

  /** Runs work on this thread, with all that a context holds for threads in place. */
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
