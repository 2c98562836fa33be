package dev.eventlogger.viewer;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.util.List;
import java.util.UUID;
import java.util.function.Supplier;

/**
 * Where the events of a test are kept: in a new database in memory, or where a class of tests says.
 *
 * @param url a database with all of them, which is asked what is right
 * @param lines of the configuration: the logs
 * @param settings of {@code EVENT_SERVER}: which of the logs is read
 * @param refresh makes what was delivered to be found
 */
record Kept(String url, List<String> lines, List<String> settings, Runnable refresh) {

  /** Says where the events of a class of tests are kept. */
  @Retention(RetentionPolicy.RUNTIME)
  @Target(ElementType.TYPE)
  @interface In {
    Class<? extends Supplier<Kept>> value();
  }

  /** In one database. */
  static Kept inDatabase(String url) {
    List<String> lines =
        List.of("EVENT_LOGGER_NAME: db", "EVENT_LOGGERS: {db: {url: '" + url + "'}}");
    return new Kept(url, lines, List.of(), () -> {});
  }

  /** A new place for the events of a class of tests. */
  static Supplier<Kept> of(Class<?> tests) {
    In in = tests.getAnnotation(In.class);
    if (in == null) {
      return () -> inDatabase("jdbc:h2:mem:" + UUID.randomUUID());
    }
    try {
      return in.value().getDeclaredConstructor().newInstance();
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(e);
    }
  }
}
