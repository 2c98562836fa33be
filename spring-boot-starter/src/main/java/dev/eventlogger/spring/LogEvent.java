package dev.eventlogger.spring;

import dev.eventlogger.event.Level;
import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Logs each call of a function of a bean, when it has returned or failed: who called it, with what,
 * how long it took, and why it failed. On a class, all its public functions.
 *
 * <p>The event has {@code function} and {@code inputs} in its data, and {@code error} if it failed.
 * What asks the framework for the bean goes through it; a call from within the same bean does not.
 * It is the outermost of what Spring does around a call, so that a transaction that cannot commit
 * counts as failed. A function that returns a {@code CompletionStage} or a {@code Mono} is logged
 * when that completes.
 */
@Documented
@Inherited
@Target({ElementType.METHOD, ElementType.TYPE})
@Retention(RetentionPolicy.RUNTIME)
public @interface LogEvent {

  /** What the event is called; by default, the function's name in kebab-case. */
  String name() default "";

  /** The event's level if the function returns; if it fails, the level is ERROR. */
  Level level() default Level.INFO;

  /**
   * On what, with names of parameters in braces: {@code query:{id}}. By default, on nothing. An
   * event whose parameter has no plain value has no subject.
   */
  String subject() default "";

  /**
   * Whether {@code inputs} has the parameters: texts, numbers, booleans, constants, ids and times.
   * Others are left out, for to make a text of an object may load or tell anything; so are those
   * whose names are those of secrets. Their names are known to classes compiled with {@code
   * -parameters}, as Spring Boot's build plugins do.
   */
  boolean parameters() default true;

  /** When the event is logged. */
  Capture capture() default Capture.NOW;

  /** When an event is logged. */
  enum Capture {
    /** When the function has returned or failed, whatever becomes of a transaction around it. */
    NOW,
    /**
     * When the transaction around the function is committed, and not at all if it is rolled back;
     * without one, at once. Who is killed between the two has no event. A result that completes
     * later has no transaction around it by then, and is logged at once.
     */
    AFTER_COMMIT,
    /**
     * In the transaction around the function, by way of the outbox: it is there exactly if that
     * commits, whoever is killed; without one of the {@code DataSource}, and for a result that
     * completes later, at once. See {@link TransactionEvents}.
     */
    IN_TRANSACTION
  }

  /** Leaves a parameter out. */
  @Documented
  @Target(ElementType.PARAMETER)
  @Retention(RetentionPolicy.RUNTIME)
  @interface Skip {}
}
