package dev.eventlogger.intake.context;

import static java.util.Objects.requireNonNull;

import org.jspecify.annotations.Nullable;

/**
 * A source that knows what each thread is working on, such as a request. Thread-safe.
 *
 * <pre>{@code
 * try (ThreadContext.Scope scope = threadContext.open(key -> valueOf(key, request))) {
 *   handle(request); // and all that it logs, in whatever class
 * }
 * }</pre>
 */
public final class ThreadContext implements ContextSource {

  @SuppressWarnings("ThreadLocalUsage") // not static: an application creates its instance
  private final ThreadLocal<@Nullable Scope> innermost = new ThreadLocal<>();

  /** Creates one without context for any thread. */
  public ThreadContext() {}

  /**
   * Lets a source answer on this thread until the scope is closed. For keys without an answer, the
   * enclosing scope is asked.
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

  /** The time during which a source answers. For the thread that opened it. */
  public final class Scope implements AutoCloseable {

    private final ContextSource source;
    private final @Nullable Scope outer;

    private Scope(ContextSource source, @Nullable Scope outer) {
      this.source = source;
      this.outer = outer;
    }

    /**
     * Ends the scope, and any scopes within it that were left open. Does nothing on another thread,
     * or when called again.
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
