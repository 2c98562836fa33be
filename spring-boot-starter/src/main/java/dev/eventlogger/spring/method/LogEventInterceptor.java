package dev.eventlogger.spring.method;

import dev.eventlogger.Events;
import dev.eventlogger.event.EventDraft;
import dev.eventlogger.spi.FailureWords;
import dev.eventlogger.spring.TransactionEvents;
import java.lang.System.Logger.Level;
import java.lang.reflect.Method;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import org.aopalliance.intercept.MethodInterceptor;
import org.aopalliance.intercept.MethodInvocation;
import org.jspecify.annotations.Nullable;
import org.springframework.aop.support.AopUtils;
import org.springframework.util.ClassUtils;

/** Logs a call when it is over. Thread-safe. */
final class LogEventInterceptor implements MethodInterceptor {

  private static final System.Logger LOG = System.getLogger("dev.eventlogger.spring");
  private static final boolean HAS_REACTOR = isThere("reactor.core.publisher.Mono");
  private static final boolean HAS_TRANSACTIONS =
      isThere("org.springframework.transaction.support.TransactionSynchronizationManager");

  private final Supplier<? extends Events> events;
  private final Supplier<? extends @Nullable TransactionEvents> transactions;
  private final Supplier<?> user;
  private final Map<Place, Optional<Function>> functions = new ConcurrentHashMap<>();
  private final AtomicBoolean isReported = new AtomicBoolean();

  /** What identifies a method: several repositories may have the same class behind them. */
  private record Place(Method asked, Class<?> target, Class<?> seen) {}

  LogEventInterceptor(
      Supplier<? extends Events> events,
      Supplier<? extends @Nullable TransactionEvents> transactions,
      Supplier<?> user) {
    this.events = events;
    this.transactions = transactions;
    this.user = user;
  }

  private static boolean isThere(String type) {
    return ClassUtils.isPresent(type, LogEventInterceptor.class.getClassLoader());
  }

  @Override
  public @Nullable Object invoke(MethodInvocation invocation) throws Throwable {
    Call call = begin(invocation);
    if (call == null) {
      return invocation.proceed();
    }
    Object result;
    try {
      result = invocation.proceed();
    } catch (Throwable e) {
      failed(call, e);
      throw e;
    }
    return afterwards(result, invocation.getMethod().getReturnType(), call);
  }

  /** The call; null if it is not to be logged or that fails. The method is called in any case. */
  private @Nullable Call begin(MethodInvocation invocation) {
    try {
      Function function = function(invocation.getMethod(), invocation.getThis());
      return function == null ? null : function.call(invocation.getArguments(), user.get());
    } catch (RuntimeException | LinkageError e) {
      report(e);
      return null;
    }
  }

  private @Nullable Function function(Method asked, @Nullable Object called) {
    Class<?> seen = called == null ? asked.getDeclaringClass() : called.getClass();
    Class<?> target = called == null ? seen : AopUtils.getTargetClass(called);
    return functions
        .computeIfAbsent(new Place(asked, target, seen), place -> Function.of(asked, target, seen))
        .orElse(null);
  }

  private void failed(Call call, Throwable error) {
    try {
      log(call, error);
    } catch (RuntimeException e) {
      error.addSuppressed(e);
    }
  }

  private @Nullable Object afterwards(@Nullable Object result, Class<?> returned, Call call) {
    if (result instanceof CompletionStage<?> stage) {
      Completion completion = new Completion();
      if (completion.isOver(stage, error -> logLater(call, error))) {
        log(call, completion.error()); // what it throws reaches the caller, who might else commit
      }
      return stage; // the stage itself: it may be of a special type, and may be cancelled
    }
    if (HAS_REACTOR && ReactiveCalls.isOne(result, returned)) {
      return ReactiveCalls.logged(result, call, user, this::log);
    }
    log(call, null);
    return result;
  }

  /** A failure to log is reported, and not thrown to whoever completes the stage. */
  private void logLater(Call call, @Nullable Throwable error) {
    try {
      log(call, error);
    } catch (RuntimeException e) {
      report(e);
    }
  }

  private void log(Call call, @Nullable Throwable error) {
    EventDraft event = call.event(error);
    boolean isLater =
        switch (call.capture()) {
          case NOW -> false;
          case AFTER_COMMIT -> HAS_TRANSACTIONS && Transactions.afterCommit(() -> logNow(event));
          case IN_TRANSACTION -> HAS_TRANSACTIONS && Transactions.isActive() && isStaged(event);
        };
    if (!isLater) {
      logNow(event);
    }
  }

  /** The work is done by then, so a failure to log is reported, and not thrown to the caller. */
  private void logNow(EventDraft event) {
    try {
      events.get().log(event);
    } catch (RuntimeException e) {
      report(e);
    }
  }

  private void report(Throwable failure) {
    if (isReported.compareAndSet(false, true)) {
      LOG.log(Level.WARNING, "@LogEvent: calls are not logged: " + FailureWords.of(failure));
    }
  }

  private boolean isStaged(EventDraft event) {
    TransactionEvents inTransaction = transactions.get();
    if (inTransaction == null) {
      throw new IllegalStateException(
          "@LogEvent: capture IN_TRANSACTION needs spring-jdbc, event-logger-sink-db and one"
              + " DataSource");
    }
    if (!inTransaction.hasTransaction()) {
      return false; // it is over, or of another resource, such as a message broker
    }
    inTransaction.log(event);
    return true;
  }
}
