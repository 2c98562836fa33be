package dev.eventlogger;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What events say of a throwable, under {@link #KEY} in their data. {@link Events#error} logs the
 * throwable as an event; this is for other events that report a failure. Thread-safe.
 */
public final class ErrorData {

  /** The key that it has in the data. */
  public static final String KEY = "error";

  private static final int LONGEST_STACK = 32 * 1024;
  private static final int MOST_CAUSES = 20;
  private static final int HASH_BYTES = 8;
  // Lambdas, proxies and generated classes are numbered anew in every run.
  private static final Pattern UNSTABLE = Pattern.compile("0x[0-9a-f]+|\\d+");

  private ErrorData() {}

  /** Adds its class, a hash that is the same for the same way of failing, and its stack trace. */
  static Map<String, ?> of(Throwable error, Map<String, ?> data) {
    Map<String, @Nullable Object> all = new LinkedHashMap<>(data);
    Map<String, Object> described = new LinkedHashMap<>(brief(error));
    described.put("stack_trace", stack(error));
    all.put(KEY, described);
    return all;
  }

  /**
   * Its class, and a hash that is the same for the same way of failing. Leaves out its message,
   * which may contain anything.
   */
  public static Map<String, Object> brief(Throwable error) {
    Map<String, Object> described = new LinkedHashMap<>();
    described.put("type", error.getClass().getName());
    described.put("hash", hash(error));
    return described;
  }

  /** The error's message; invalid Unicode is replaced here, since nobody could do it later. */
  static @Nullable String message(Throwable error) {
    try {
      String message = error.getMessage();
      return message == null ? null : mended(message);
    } catch (RuntimeException | Error e) {
      return null; // a throwable may run the application's code
    }
  }

  /**
   * The same for the same way of failing: made of the classes and methods of the error and its
   * causes, without messages, line numbers or any digits.
   */
  private static String hash(Throwable error) {
    StringBuilder way = new StringBuilder();
    Throwable cause = error;
    try {
      for (int i = 0; cause != null && i < MOST_CAUSES; i++) {
        way.append(cause.getClass().getName()).append('\n');
        for (StackTraceElement frame : cause.getStackTrace()) {
          way.append(frame.getClassName()).append('.').append(frame.getMethodName()).append('\n');
        }
        cause = cause.getCause();
      }
    } catch (RuntimeException | Error e) {
      way.append(e.getClass().getName()); // hash what was read, and how the rest failed
    }
    byte[] stable = UNSTABLE.matcher(way).replaceAll("").getBytes(UTF_8);
    return HexFormat.of().formatHex(sha256(stable), 0, HASH_BYTES);
  }

  private static byte[] sha256(byte[] bytes) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(bytes);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  private static String stack(Throwable error) {
    StringWriter text = new StringWriter();
    try {
      error.printStackTrace(new PrintWriter(text));
    } catch (RuntimeException | Error e) {
      text.append(error.getClass().getName()).append(", whose stack trace cannot be read");
    }
    String stack = mended(text.toString());
    return stack.length() <= LONGEST_STACK
        ? stack
        : mended(stack.substring(0, LONGEST_STACK)) + "…";
  }

  private static String mended(String text) {
    return new String(text.getBytes(UTF_8), UTF_8);
  }
}
