package dev.eventlogger.sink.db;

import java.util.Locale;

/**
 * What is added to the URL of a file of H2, unless it says something else itself:
 *
 * <ul>
 *   <li>{@code WRITE_DELAY=0}: a commit is written before it is answered, and not half a second
 *       later.
 *   <li>{@code MAX_COMPACT_TIME=0}: H2 2.4 moves pages while it closes; a process that is killed
 *       then can leave a file from which later commits vanish.
 *   <li>{@code DB_CLOSE_ON_EXIT=FALSE}: at the end of the JVM, H2 would close the file while events
 *       are still delivered to it. It is closed with its last connection.
 * </ul>
 */
final class H2Url {

  private H2Url() {}

  /** Adds what makes commits durable; leaves a URL alone that is not of a file of H2. */
  static String durable(String url) {
    if (!isFile(url)) {
      return url;
    }
    String durable = with(with(url, "WRITE_DELAY", "0"), "MAX_COMPACT_TIME", "0");
    // H2 does not accept the two together.
    boolean isShared = durable.toUpperCase(Locale.ROOT).contains(";AUTO_SERVER=TRUE");
    return isShared ? durable : with(durable, "DB_CLOSE_ON_EXIT", "FALSE");
  }

  /** For a reader: the file is not created if there is none. */
  static String ofExisting(String url) {
    return isFile(url) ? with(url, "IFEXISTS", "TRUE") : url;
  }

  private static String with(String url, String name, String value) {
    boolean isSaid = url.toUpperCase(Locale.ROOT).contains(";" + name + "=");
    return isSaid ? url : url + ";" + name + "=" + value;
  }

  private static boolean isFile(String url) {
    String lower = url.toLowerCase(Locale.ROOT);
    return lower.startsWith("jdbc:h2:")
        && !lower.startsWith("jdbc:h2:mem:")
        && !lower.startsWith("jdbc:h2:tcp:")
        && !lower.startsWith("jdbc:h2:ssl:");
  }
}
