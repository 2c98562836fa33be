package dev.eventlogger.spring.method;

import dev.eventlogger.Events;
import dev.eventlogger.spring.LogEvent;
import dev.eventlogger.spring.TransactionEvents;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.aop.framework.autoproxy.AbstractBeanFactoryAwareAdvisingPostProcessor;
import org.springframework.aop.support.DefaultPointcutAdvisor;

/** Puts {@link LogEvent} around functions of beans, outside all else that is around them. */
public final class LogEventPostProcessor extends AbstractBeanFactoryAwareAdvisingPostProcessor {

  private static final long serialVersionUID = 1;

  /**
   * Asks for what it needs when a function is called, not before.
   *
   * @param events where calls are logged
   * @param transactions where calls within a transaction are logged; gives null if nowhere
   * @param user who calls
   * @param isOfClass whether proxies are of the bean's class, and not of its interfaces
   */
  public LogEventPostProcessor(
      Supplier<? extends Events> events,
      Supplier<? extends @Nullable TransactionEvents> transactions,
      Supplier<?> user,
      boolean isOfClass) {
    LogEventInterceptor interceptor = new LogEventInterceptor(events, transactions, user);
    advisor = new DefaultPointcutAdvisor(new LoggedFunctions(), interceptor);
    setProxyTargetClass(isOfClass);
    setBeforeExistingAdvisors(true);
  }
}
