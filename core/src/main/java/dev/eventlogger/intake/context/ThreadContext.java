package dev.eventlogger.intake.context;

import static java.util.Objects.requireNonNull;

import org.jspecify.annotations.Nullable;

/**
 * A source for what each thread is working on, such as a request. Thread-safe.
 *
 * <pre>{@code
 * try (ThreadContext.Scope scope = threadContext.open(key -> valueOf(key, request))) {
 *   handle(request); // and all that it logs, in whatever class
 * }
 * }</pre>
 */
public final class ThreadContext implements ContextSource {

  @SuppressWarnings("ThreadLocalUsage") // no static state; an application makes one
  private final ThreadLocal<@Nullable Scope> innermost = new ThreadLocal<>();

  /** No thread has any context yet. */
  public ThreadContext() {}

  /**
   * Lets a source answer on this thread until the scope is closed. What it has no answer for, the
   * scope around it is asked for.
   *
   * @param source asked only for keys that are configured, and only when an event is logged
   */
  public Scope open(ContextSource source) {
    Scope scope = new Scope(requireNonNull(source, "source"), innermost.get());
    innermost.set(scope);
    return scope;
  }

  @Override
  public @Nullable Object get(String key) {
    for (Scope scope = innermost.get(); scope != null; scope = scope.outer) {
      Object value = scope.source.get(key);
      if (value != null) {
        return value;
      }
    }
    return null;
  }

  /** The time in which a source answers. For the thread that opened it. */
  public final class Scope implements AutoCloseable {

    private final ContextSource source;
    private final @Nullable Scope outer;

    private Scope(ContextSource source, @Nullable Scope outer) {
      this.source = source;
      this.outer = outer;
    }

    /**
     * Ends the scope, and those within it that were left open. Does nothing on another thread, or
     * the second time.
     */
    @Override
    public void close() {
      if (!isOpen()) {
        return;
      }
      if (outer == null) {
        innermost.remove();
      } else {
        innermost.set(outer);
      }
    }

    private boolean isOpen() {
      for (Scope scope = innermost.get(); scope != null; scope = scope.outer) {
        if (scope == this) {
          return true;
        }
      }
      return false;
    }
  }
}
