package dev.eventlogger.spring.method;

import dev.eventlogger.config.Secrets;
import dev.eventlogger.spring.LogEvent;
import java.lang.reflect.Method;
import java.lang.reflect.Parameter;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.aop.support.AopUtils;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.util.ClassUtils;

/**
 * A method whose calls are logged. Immutable.
 *
 * @param name class and method, without the package
 * @param parameters their names; null for those that are left out
 */
record Function(
    String name, String eventName, LogEvent settings, List<@Nullable String> parameters) {

  private static final Pattern HUMP = Pattern.compile("(?<=[a-z0-9])(?=[A-Z])");
  // Names of further secrets, which are not settings.
  private static final Pattern PERSONAL =
      Pattern.compile("pin|otp|cvv|cvc|jwt|(.*)session_?id", Pattern.CASE_INSENSITIVE);
  private static final Pattern PLACEHOLDER = Pattern.compile("\\{([^{}]+)}");

  /**
   * The method that is called; empty if no annotation says how to log it.
   *
   * @param target the class that answers the call, behind all proxies
   * @param seen the class that the call goes to: another proxy if only its interfaces are annotated
   *     and somebody else's class answers, as with a repository of Spring Data
   */
  static Optional<Function> of(Method asked, Class<?> target, Class<?> seen) {
    List<Class<?>> types = new ArrayList<>(List.of(target));
    types.addAll(List.of(ClassUtils.getAllInterfacesForClass(seen)));
    for (Class<?> type : types) {
      if (asked.getDeclaringClass().isAssignableFrom(type)) {
        Method method = AopUtils.getMostSpecificMethod(asked, type);
        LogEvent settings = settings(method, type);
        if (settings != null) {
          return Optional.of(of(method, type, settings));
        }
      }
    }
    return Optional.empty();
  }

  private static @Nullable LogEvent settings(Method method, Class<?> type) {
    LogEvent onMethod = AnnotatedElementUtils.findMergedAnnotation(method, LogEvent.class);
    return onMethod != null
        ? onMethod
        : AnnotatedElementUtils.findMergedAnnotation(type, LogEvent.class);
  }

  private static Function of(Method method, Class<?> target, LogEvent settings) {
    String kebab = HUMP.matcher(method.getName()).replaceAll("-").toLowerCase(Locale.ROOT);
    List<@Nullable String> names = new ArrayList<>();
    Parameter[] declared = method.getParameters();
    for (int i = 0; i < declared.length; i++) {
      boolean isKept = isKept(declared[i]) && !Overridden.hasSkip(method, target, i);
      names.add(isKept ? declared[i].getName() : null);
    }
    return new Function(
        target.getSimpleName() + "." + method.getName(),
        settings.name().isEmpty() ? kebab : settings.name(),
        settings,
        names);
  }

  private static boolean isKept(Parameter parameter) {
    // Treats apiKey like api_key.
    return parameter.isNamePresent()
        && !Secrets.isSecretName(HUMP.matcher(parameter.getName()).replaceAll("_"))
        && !PERSONAL.matcher(parameter.getName()).matches();
  }

  Call call(@Nullable Object[] arguments, @Nullable Object user) {
    Map<String, Object> inputs = new LinkedHashMap<>();
    for (int i = 0; i < arguments.length && i < parameters.size(); i++) {
      String parameter = parameters.get(i);
      Object value = parameter == null ? null : PlainValue.of(arguments[i]);
      if (parameter != null && value != null) {
        inputs.put(parameter, value);
      }
    }
    String uid = user == null ? null : user.toString();
    return new Call(this, inputs, uid, Instant.now(), System.nanoTime());
  }

  /** The subject of a call; null if it has none, or a parameter in it has no plain value. */
  @Nullable String subject(Map<String, Object> inputs) {
    StringBuilder subject = new StringBuilder();
    Matcher matcher = PLACEHOLDER.matcher(settings.subject());
    while (matcher.find()) {
      Object value = inputs.get(matcher.group(1));
      if (value == null) {
        return null;
      }
      matcher.appendReplacement(subject, Matcher.quoteReplacement(value.toString()));
    }
    matcher.appendTail(subject);
    return subject.isEmpty() ? null : subject.toString();
  }
}
