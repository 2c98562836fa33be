package dev.eventlogger.config;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Says which Java version a class file was built for: the JVM says 65.0, people say 21. */
final class ClassVersions {

  /** Class files of Java 1 have version 45. */
  private static final int BEFORE_JAVA_1 = 44;

  /** The JVM's message, which names the class and its class file version. */
  private static final Pattern NEWER =
      Pattern.compile("(\\S+) has been compiled by a more recent .*?class file version (\\d+)");

  private ClassVersions() {}

  /** What to do about a class that needs a newer Java; null if that is not the cause. */
  static @Nullable String builtForNewerJava(Throwable failure) {
    Throwable cause = failure;
    for (int depth = 0; cause != null && depth < 5; depth++, cause = cause.getCause()) {
      Matcher newer = NEWER.matcher(String.valueOf(cause.getMessage()));
      if (cause instanceof UnsupportedClassVersionError && newer.find()) {
        int built = Integer.parseInt(newer.group(2)) - BEFORE_JAVA_1;
        int running = Runtime.version().feature();
        return newer.group(1).replace('/', '.')
            + " was built for Java "
            + built
            + ", and this is Java "
            + running
            + "; run it with Java "
            + built
            + ", or build it with --release "
            + running;
      }
    }
    return null;
  }
}
