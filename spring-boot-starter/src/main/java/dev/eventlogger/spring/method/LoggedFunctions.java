package dev.eventlogger.spring.method;

import dev.eventlogger.spring.LogEvent;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import org.springframework.aop.support.AopUtils;
import org.springframework.aop.support.StaticMethodMatcherPointcut;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.util.ReflectionUtils;

/** Matches methods annotated with {@link LogEvent}, and public methods of classes that are. */
final class LoggedFunctions extends StaticMethodMatcherPointcut {

  @Override
  public boolean matches(Method method, Class<?> target) {
    if (ReflectionUtils.isObjectMethod(method)) {
      return false;
    }
    Method function = AopUtils.getMostSpecificMethod(method, target);
    return AnnotatedElementUtils.hasAnnotation(function, LogEvent.class)
        || (Modifier.isPublic(function.getModifiers())
            && AnnotatedElementUtils.hasAnnotation(target, LogEvent.class));
  }
}
