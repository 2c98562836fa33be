package dev.eventlogger.spi;

import java.io.IOException;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What may be written down of an exception from foreign code. This is the one rule for log records,
 * ledgers, notes, dead letters and messages of the command.
 *
 * <p>Servers and drivers quote events in their messages, and passwords. So most exceptions are
 * shown only as the class, the SQLState if there is one, and where they were thrown. Two kinds of
 * messages are passed on: what the JDK says of connections and files, without what is in quotes or
 * brackets, after {@code =}, or after the host of a URL; and what a sink itself says in a {@link
 * SinkException}, without passwords and what repeats the message of a cause.
 */
public final class FailureWords {

  private static final int MOST_CAUSES = 4;
  private static final int LONGEST = 200;
  private static final int LONGEST_OF_SINK = 1_000;
  // How much is read before anything is cut out; enough never to affect what is shown.
  private static final int MOST_READ = 2_000;
  // Anything shorter may occur in any sentence, and reveals nothing by itself.
  private static final int LEAST_QUOTED = 4;
  private static final String HIDDEN = "…";

  private static final Pattern QUOTED =
      Pattern.compile("\"[^\"]*\"?|(?<!\\p{L})'[^']*'?|“[^”]*”?|«[^»]*»?|`[^`]*`?");
  private static final Pattern BRACKETED = Pattern.compile("(?s)[{\\[(].*[}\\])]|[{\\[(].*");
  private static final Pattern PATH_OF_URL = Pattern.compile("(://[^/\\s?#]+)[/?#]\\S*");
  private static final Pattern USER_OF_URL = Pattern.compile("://[^/@\\s]*@");
  private static final Pattern SECRET =
      Pattern.compile("(?i)((?:password|passwd|pwd|secret|token|api_?key)\\s*[=:]\\s*)\\S+");
  private static final Pattern VALUE = Pattern.compile("=\\s*\\S+");
  private static final Pattern UNPRINTABLE =
      Pattern.compile("[\\p{Cntrl}\\p{Cf}\\p{Cs}\\u2028\\u2029\\s]+");

  /** Exceptions of the JDK whose messages are about connections and files, and quote no input. */
  private static final Set<String> OF_PLACES =
      Set.of(
          "java.io.EOFException",
          "java.io.FileNotFoundException",
          "java.net.BindException",
          "java.net.ConnectException",
          "java.net.NoRouteToHostException",
          "java.net.PortUnreachableException",
          "java.net.SocketException",
          "java.net.SocketTimeoutException",
          "java.net.UnknownHostException",
          "java.net.http.HttpConnectTimeoutException",
          "java.net.http.HttpTimeoutException",
          "java.nio.channels.ClosedChannelException",
          "java.nio.channels.UnresolvedAddressException",
          "java.nio.file.AccessDeniedException",
          "java.nio.file.DirectoryNotEmptyException",
          "java.nio.file.FileAlreadyExistsException",
          "java.nio.file.FileSystemException",
          "java.nio.file.NoSuchFileException",
          "java.nio.file.NotDirectoryException",
          "java.nio.file.ReadOnlyFileSystemException",
          "java.util.concurrent.TimeoutException",
          "javax.net.ssl.SSLException",
          "javax.net.ssl.SSLHandshakeException",
          "javax.net.ssl.SSLPeerUnverifiedException",
          "javax.net.ssl.SSLProtocolException");

  private FailureWords() {}

  /**
   * Describes an exception and its causes on one line. It has classes, places, and the words that
   * may be shown.
   */
  public static String of(Throwable failure) {
    List<String> words = new ArrayList<>();
    Throwable cause = failure;
    try {
      while (cause != null && words.size() < MOST_CAUSES) {
        words.add(described(cause));
        cause = cause.getCause();
      }
    } catch (RuntimeException | StackOverflowError | LinkageError e) {
      // A sink's exceptions are foreign code too, and may throw.
      words.add(failure.getClass().getName());
    }
    return String.join("; caused by ", words);
  }

  /**
   * The same failure for a logger, which prints the messages of what it is given. It has the
   * classes, stack traces and causes, but only those parts of the messages that may be shown.
   */
  public static Throwable shown(Throwable failure) {
    return shown(failure, Collections.newSetFromMap(new IdentityHashMap<>()));
  }

  private static ShownFailure shown(Throwable failure, Set<Throwable> passed) {
    passed.add(failure);
    try {
      Throwable cause = failure.getCause();
      ShownFailure inner = cause == null || passed.contains(cause) ? null : shown(cause, passed);
      ShownFailure shown = new ShownFailure(named(failure), words(failure), inner);
      shown.setStackTrace(failure.getStackTrace());
      for (Throwable suppressed : failure.getSuppressed()) {
        if (!passed.contains(suppressed)) {
          shown.addSuppressed(shown(suppressed, passed));
        }
      }
      return shown;
    } catch (RuntimeException | StackOverflowError | LinkageError e) {
      return new ShownFailure(failure.getClass().getName(), null, null);
    }
  }

  /**
   * Text from elsewhere, on one short line. Leaves out passwords, and what is in quotes or
   * brackets, after {@code =}, or after the host of a URL. That does not stop a server that repeats
   * input without quoting it: pass only text from sources that have never seen events.
   */
  public static String scrubbed(String text) {
    String words = text.length() <= MOST_READ ? text : text.substring(0, MOST_READ);
    words = QUOTED.matcher(words).replaceAll(HIDDEN);
    words = BRACKETED.matcher(words).replaceAll(HIDDEN);
    words = USER_OF_URL.matcher(words).replaceAll("://" + HIDDEN + "@");
    words = PATH_OF_URL.matcher(words).replaceAll("$1/" + HIDDEN);
    words = VALUE.matcher(words).replaceAll("=" + HIDDEN);
    return line(words, LONGEST);
  }

  /**
   * What a database's failure means, by its SQLState. Not the database's own message, since a
   * trigger may raise any text under any state.
   */
  public static String ofDatabase(SQLException failure) {
    return SqlStates.of(failure);
  }

  /** What a sink says itself, on one line and without passwords. */
  public static String ofSink(String words) {
    String own = USER_OF_URL.matcher(words).replaceAll("://" + HIDDEN + "@");
    return line(SECRET.matcher(own).replaceAll("$1" + HIDDEN), LONGEST_OF_SINK);
  }

  private static String line(String text, int longest) {
    String words = UNPRINTABLE.matcher(text).replaceAll(" ").strip();
    return words.length() <= longest ? words : words.substring(0, longest) + HIDDEN;
  }

  private static String described(Throwable failure) {
    String words = words(failure);
    return words != null ? named(failure) + ": " + words : named(failure) + place(failure);
  }

  private static String named(Throwable failure) {
    if (failure instanceof ShownFailure shown) {
      return shown.name();
    }
    return failure instanceof SinkException e
        ? "SinkException." + e.kind()
        : failure.getClass().getName();
  }

  /** Where it was thrown: the first stack frame outside the JDK. */
  private static String place(Throwable failure) {
    for (StackTraceElement frame : failure.getStackTrace()) {
      if (!isOfJdk(frame)) {
        return " at "
            + frame.getClassName()
            + "."
            + frame.getMethodName()
            + (frame.getFileName() == null
                ? ""
                : "(" + frame.getFileName() + ":" + frame.getLineNumber() + ")");
      }
    }
    return "";
  }

  /** The words that may be shown; null if there are none. */
  private static @Nullable String words(Throwable failure) {
    if (failure instanceof ShownFailure) {
      return failure.getMessage();
    }
    if (SqlStates.isOfDatabase(failure)) {
      return SqlStates.of((SQLException) failure);
    }
    String message = failure.getMessage();
    if (message == null || message.isBlank()) {
      return null;
    }
    if (failure instanceof SinkException) {
      return ownWords(message, failure);
    }
    return speaksOfPlaces(failure) && !repeatsItsCause(failure) ? scrubbed(message) : null;
  }

  private static @Nullable String ownWords(String message, Throwable failure) {
    String own = withoutCauses(message, failure);
    return own.equals(HIDDEN) ? null : ofSink(own);
  }

  private static boolean speaksOfPlaces(Throwable failure) {
    String name = failure.getClass().getName();
    StackTraceElement[] frames = failure.getStackTrace();
    // Anyone may throw a plain IOException, with any message.
    boolean isOfDisk = name.equals(IOException.class.getName()) && frames.length > 0;
    return OF_PLACES.contains(name) || (isOfDisk && isOfJdk(frames[0]));
  }

  private static boolean isOfJdk(StackTraceElement frame) {
    String name = frame.getClassName();
    return name.startsWith("java.")
        || name.startsWith("javax.")
        || name.startsWith("jdk.")
        || name.startsWith("sun.");
  }

  private static boolean repeatsItsCause(Throwable failure) {
    Throwable cause = failure.getCause();
    String message = failure.getMessage();
    return cause != null && message != null && !withoutCauses(message, failure).equals(message);
  }

  /** The sink's own words: its message without those of its causes, which it may have quoted. */
  private static String withoutCauses(String message, Throwable failure) {
    String own = message;
    Throwable cause = failure.getCause();
    for (int i = 0; cause != null && i < MOST_CAUSES; i++, cause = cause.getCause()) {
      String words = cause.getMessage();
      if (words != null && words.length() >= LEAST_QUOTED && !speaksOfPlaces(cause)) {
        own = own.replace(cause.toString(), HIDDEN).replace(words, HIDDEN);
        // It may also have quoted only the first line.
        String first = words.lines().findFirst().orElse("");
        own = first.length() < LEAST_QUOTED ? own : own.replace(first, HIDDEN);
      }
    }
    return own;
  }
}
