package dev.eventlogger.spring.actuate;

import java.lang.reflect.Method;
import org.jspecify.annotations.Nullable;

/** From where somebody signs in, in the details that Spring Security has of a web request. */
final class RemoteAddress {

  private RemoteAddress() {}

  /** Asked by name, for Spring Security may not be there; null for other details. */
  static @Nullable String of(Object details) {
    if (!details.getClass().getName().startsWith("org.springframework.security.web.")) {
      return null;
    }
    try {
      Method address = details.getClass().getMethod("getRemoteAddress");
      return address.invoke(details) instanceof String text ? text : null;
    } catch (ReflectiveOperationException e) {
      return null;
    }
  }
}
