package dev.eventlogger.spring.method;

import static java.util.Objects.requireNonNull;

import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Functions that return what happens only when somebody subscribes. */
final class ReactiveCalls {

  private ReactiveCalls() {}

  static boolean isOne(@Nullable Object result) {
    return result instanceof Mono || result instanceof Flux;
  }

  /** The same, logged when it is over: completed, failed, or given up by whoever subscribed. */
  static Object logged(@Nullable Object result, Consumer<@Nullable Throwable> log) {
    AtomicReference<@Nullable Throwable> error = new AtomicReference<>();
    return result instanceof Flux<?> flux
        ? flux.doOnError(error::set)
            .doOnCancel(() -> error.set(new CancellationException()))
            .doFinally(signal -> log.accept(error.get()))
        : ((Mono<?>) requireNonNull(result))
            .doOnError(error::set)
            .doOnCancel(() -> error.set(new CancellationException()))
            .doFinally(signal -> log.accept(error.get()));
  }
}
