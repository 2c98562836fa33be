package dev.eventlogger.spring.actuate;

import java.lang.reflect.Method;
import org.jspecify.annotations.Nullable;

/** The address that somebody signs in from, in Spring Security's details of a web request. */
final class RemoteAddress {

  private RemoteAddress() {}

  /**
   * The address, read by reflection, since Spring Security may be absent; null for other details.
   */
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
