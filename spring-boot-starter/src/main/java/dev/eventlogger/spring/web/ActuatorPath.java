package dev.eventlogger.spring.web;

import org.springframework.core.env.Environment;

/**
 * Where the actuator is, whose requests are a machine's.
 *
 * @param path without a slash at the end
 */
record ActuatorPath(String path) {

  static ActuatorPath of(Environment environment) {
    String path = environment.getProperty("management.endpoints.web.base-path", "/actuator");
    return new ActuatorPath(path.endsWith("/") ? path.substring(0, path.length() - 1) : path);
  }

  /** Whether a path within the application is below it; nothing is if it is the root. */
  boolean has(String inApplication) {
    return !path.isEmpty()
        && inApplication.startsWith(path)
        && (inApplication.length() == path.length() || inApplication.charAt(path.length()) == '/');
  }
}
