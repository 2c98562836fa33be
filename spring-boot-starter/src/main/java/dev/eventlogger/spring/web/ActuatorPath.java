package dev.eventlogger.spring.web;

import org.springframework.core.env.Environment;

/**
 * The path of the actuator, whose requests come from machines.
 *
 * @param path the path, without a slash at the end; empty if the actuator is at the root
 */
record ActuatorPath(String path) {

  /** The path in a WebFlux application. */
  static ActuatorPath ofFlux(Environment environment) {
    return new ActuatorPath(base(environment));
  }

  /** The path in a Spring MVC application, below the path of its servlet if it has one. */
  static ActuatorPath ofMvc(Environment environment) {
    String base = base(environment);
    String servlet = environment.getProperty("spring.mvc.servlet.path", "");
    return new ActuatorPath(base.isEmpty() ? base : withoutSlash(servlet) + base);
  }

  private static String base(Environment environment) {
    return withoutSlash(environment.getProperty("management.endpoints.web.base-path", "/actuator"));
  }

  private static String withoutSlash(String path) {
    return path.endsWith("/") ? path.substring(0, path.length() - 1) : path;
  }

  /** Whether a path within the application is below it; nothing is if it is the root. */
  boolean has(String inApplication) {
    return !path.isEmpty()
        && inApplication.startsWith(path)
        && (inApplication.length() == path.length() || inApplication.charAt(path.length()) == '/');
  }
}
