package dev.eventlogger.spring;

import dev.eventlogger.event.Level;
import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Logs each call of a bean's method, when it has returned or failed: who called it, with what, how
 * long it took, and why it failed. On a class, applies to all its public methods.
 *
 * <p>The event has {@code function} and {@code inputs} in its data, and {@code error} if the call
 * failed. Only calls through the bean that Spring hands out are logged, not those from within the
 * same bean. Logging is outside everything else that Spring does around a call, except
 * {@code @Async}, so that a transaction that cannot commit counts as a failure. A method that
 * returns a {@code CompletionStage}, a {@code Mono} or a {@code Flux} is logged when that
 * completes.
 */
@Documented
@Inherited
@Target({ElementType.METHOD, ElementType.TYPE})
@Retention(RetentionPolicy.RUNTIME)
public @interface LogEvent {

  /** The name of the event; by default, the method's name in kebab-case. */
  String name() default "";

  /** The event's level if the method returns; if it fails, the level is ERROR. */
  Level level() default Level.INFO;

  /**
   * The event's subject, with names of parameters in braces: {@code query:{id}}. By default, none.
   * If such a parameter has no plain value, the event has no subject.
   */
  String subject() default "";

  /**
   * Whether {@code inputs} has the parameters: texts, numbers, booleans, constants, ids and times.
   * Other objects are left out, since turning them into text may load or reveal anything; so are
   * parameters with names of secrets. Names are only known in classes compiled with {@code
   * -parameters}, which Spring Boot's build plugins set.
   */
  boolean parameters() default true;

  /** When the event is logged. */
  Capture capture() default Capture.NOW;

  /** When an event is logged. */
  enum Capture {
    /** When the method has returned or failed, whatever becomes of a transaction around it. */
    NOW,
    /**
     * When the transaction around the method is committed, and not at all if it is rolled back;
     * without one, at once. If the process is killed after the commit but before logging, there is
     * no event. A result that completes later no longer has a transaction around it, and is logged
     * at once.
     */
    AFTER_COMMIT,
    /**
     * In the transaction around the method, through the outbox: the event exists exactly if the
     * transaction commits, even if the process is killed. At once if there is no transaction of the
     * {@code DataSource}, and for a result that completes later. See {@link TransactionEvents}.
     */
    IN_TRANSACTION
  }

  /** Leaves a parameter out. */
  @Documented
  @Target(ElementType.PARAMETER)
  @Retention(RetentionPolicy.RUNTIME)
  @interface Skip {}
}
