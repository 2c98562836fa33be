package dev.eventlogger.spring.method;

import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Finds whether a stage is over, and, if it is not, how it ends later. Thread-safe. */
final class Completion {

  private final AtomicBoolean isDecided = new AtomicBoolean();
  private volatile @Nullable Throwable error;

  /**
   * Whether a stage is over.
   *
   * @param later called if the stage was not over, with how it ended, by the thread that ends it
   */
  boolean isOver(CompletionStage<?> stage, Consumer<@Nullable Throwable> later) {
    CompletionStage<?> unused =
        stage.whenComplete(
            (value, thrown) -> {
              error = thrown;
              if (!isDecided.compareAndSet(false, true)) {
                later.accept(thrown);
              }
            });
    return !isDecided.compareAndSet(false, true);
  }

  /** Why it failed; null if it did not, or is not over. */
  @Nullable Throwable error() {
    return error;
  }
}
