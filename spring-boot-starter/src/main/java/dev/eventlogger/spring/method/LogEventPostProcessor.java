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
 * Applies {@link LogEvent} to methods of beans, outside everything else that is around them except
 * {@code @Async}, which hands the call to another thread.
 */
public final class LogEventPostProcessor extends AbstractBeanFactoryAwareAdvisingPostProcessor {

  private static final long serialVersionUID = 1;

  /**
   * Spring's own post-processor for {@code @Async} comes last, and so is outermost: it only hands
   * over.
   */
  private static final int INSIDE_ASYNC = Ordered.LOWEST_PRECEDENCE - 1;

  private transient @Nullable ConfigurableListableBeanFactory factory;

  /**
   * Asks the suppliers when a method is called, not before.
   *
   * @param events where calls are logged
   * @param transactions where calls within a transaction are logged; supplies null if there is none
   * @param user the current user
   * @param isOfClass whether proxies extend the bean's class, rather than implement its interfaces
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

  /** Whether a class has methods that are logged. */
  public static boolean isLogged(Class<?> type) {
    return AopUtils.canApply(new LoggedFunctions(), type);
  }

  /** Makes sure that the event logger is closed after the beans whose calls it logs. */
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
