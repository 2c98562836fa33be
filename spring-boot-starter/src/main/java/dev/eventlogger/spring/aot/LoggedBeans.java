package dev.eventlogger.spring.aot;

import dev.eventlogger.spring.method.LogEventPostProcessor;
import org.jspecify.annotations.Nullable;
import org.springframework.aot.hint.MemberCategory;
import org.springframework.aot.hint.ReflectionHints;
import org.springframework.beans.factory.aot.BeanRegistrationAotContribution;
import org.springframework.beans.factory.aot.BeanRegistrationAotProcessor;
import org.springframework.beans.factory.support.RegisteredBean;
import org.springframework.util.ClassUtils;

/** Registers logged methods, which are looked up and called by reflection. Immutable. */
final class LoggedBeans implements BeanRegistrationAotProcessor {

  private static final MemberCategory[] FUNCTIONS = {
    MemberCategory.INVOKE_PUBLIC_METHODS, MemberCategory.INVOKE_DECLARED_METHODS
  };

  /** For Spring. */
  LoggedBeans() {}

  @Override
  public @Nullable BeanRegistrationAotContribution processAheadOfTime(RegisteredBean bean) {
    Class<?> type = ClassUtils.getUserClass(bean.getBeanClass());
    return LogEventPostProcessor.isLogged(type)
        ? (generation, code) -> register(generation.getRuntimeHints().reflection(), type)
        : null;
  }

  /** Includes interfaces: calls may go through them, and annotations may be on them. */
  private static void register(ReflectionHints hints, Class<?> type) {
    hints.registerType(type, FUNCTIONS);
    for (Class<?> of : ClassUtils.getAllInterfacesForClass(type)) {
      hints.registerType(of, FUNCTIONS);
    }
  }
}
