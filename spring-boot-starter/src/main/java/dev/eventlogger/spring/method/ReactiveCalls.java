package dev.eventlogger.spring.method;

import static java.util.Objects.requireNonNull;

import dev.eventlogger.spring.ReactiveContext;
import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BiConsumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.util.context.ContextView;

/**
 * A call whose work is done only when somebody subscribes to its result, and again for each
 * subscriber. Thread-safe.
 */
final class ReactiveCalls {

  private final Call call;
  private final BiConsumer<Call, @Nullable Throwable> log;
  private final ContextView context;
  private final AtomicBoolean isOver = new AtomicBoolean();

  private ReactiveCalls(Call call, BiConsumer<Call, @Nullable Throwable> log, ContextView context) {
    this.call = call;
    this.log = log;
    this.context = context;
  }

  /**
   * Whether a result can be replaced by another that wraps it.
   *
   * @param returned the return type of the method; a special type, such as {@code ConnectableFlux},
   *     cannot be wrapped
   */
  static boolean isOne(@Nullable Object result, Class<?> returned) {
    return (result instanceof Mono && returned.isAssignableFrom(Mono.class))
        || (result instanceof Flux && returned.isAssignableFrom(Flux.class));
  }

  /**
   * The same result, logged when it is over: completed, failed, or cancelled by its subscriber.
   *
   * @param user asked for the user within the context of the subscriber, if the call has none
   */
  static Publisher<?> logged(
      @Nullable Object result,
      Call call,
      Supplier<?> user,
      BiConsumer<Call, @Nullable Throwable> log) {
    return result instanceof Flux<?> flux
        ? Flux.deferContextual(context -> begun(call, user, log, context).around(flux))
        : Mono.deferContextual(
            context -> begun(call, user, log, context).around((Mono<?>) requireNonNull(result)));
  }

  private static ReactiveCalls begun(
      Call call, Supplier<?> user, BiConsumer<Call, @Nullable Throwable> log, ContextView context) {
    AtomicReference<@Nullable Object> caller = new AtomicReference<>(call.uid());
    if (call.uid() == null) {
      ReactiveContext.within(context, () -> caller.set(user.get()));
    }
    return new ReactiveCalls(call.begun(caller.get()), log, context);
  }

  private Flux<?> around(Flux<?> flux) {
    return flux.doOnComplete(() -> over(null)).doOnError(this::over).doOnCancel(this::givenUp);
  }

  private Mono<?> around(Mono<?> mono) {
    return mono.doOnSuccess(value -> over(null)).doOnError(this::over).doOnCancel(this::givenUp);
  }

  private void givenUp() {
    over(new CancellationException());
  }

  /** Logs before the subscriber is told, since the request may be over after that. */
  private void over(@Nullable Throwable error) {
    if (isOver.compareAndSet(false, true)) { // a subscriber may cancel from any thread
      ReactiveContext.within(context, () -> log.accept(call, error));
    }
  }
}
