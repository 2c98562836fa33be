package dev.eventlogger.spring.method;

import dev.eventlogger.EventLogger;
import dev.eventlogger.Events;
import dev.eventlogger.spring.LogEvent;
import dev.eventlogger.spring.TransactionEvents;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.aop.framework.autoproxy.AbstractBeanFactoryAwareAdvisingPostProcessor;
import org.springframework.aop.support.AopUtils;
import org.springframework.aop.support.DefaultPointcutAdvisor;
import org.springframework.beans.factory.BeanFactory;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.core.Ordered;

/**
 * Puts {@link LogEvent} around functions of beans, outside all else that is around them but
 * {@code @Async}, which hands them to another thread.
 */
public final class LogEventPostProcessor extends AbstractBeanFactoryAwareAdvisingPostProcessor {

  private static final long serialVersionUID = 1;

  /** Spring's own for {@code @Async} is the last, and so stands outside: it only hands over. */
  private static final int INSIDE_ASYNC = Ordered.LOWEST_PRECEDENCE - 1;

  private transient @Nullable ConfigurableListableBeanFactory factory;

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
    setOrder(INSIDE_ASYNC);
  }

  /** Whether a class has functions that are logged. */
  public static boolean isLogged(Class<?> type) {
    return AopUtils.canApply(new LoggedFunctions(), type);
  }

  /** The event logger is closed after what is logged by it. */
  @Override
  public Object postProcessAfterInitialization(Object bean, String name) {
    Object proxy = super.postProcessAfterInitialization(bean, name);
    if (proxy != bean && factory != null) {
      for (String events : factory.getBeanNamesForType(EventLogger.class, false, false)) {
        factory.registerDependentBean(events, name);
      }
    }
    return proxy;
  }

  @Override
  public void setBeanFactory(BeanFactory beanFactory) {
    super.setBeanFactory(beanFactory);
    factory = beanFactory instanceof ConfigurableListableBeanFactory known ? known : null;
  }
}
