package dev.eventlogger.servlet;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The header {@code traceparent} of a request (W3C Trace Context). */
public final class TraceParent {

  /** The name of the header. */
  public static final String HEADER = "traceparent";

  private static final Pattern TRACEPARENT =
      Pattern.compile("[0-9a-f]{2}-([0-9a-f]{32})-[0-9a-f]{16}-[0-9a-f]{2}(-.*)?");

  private TraceParent() {}

  /** The id of the trace; null if the header is absent or malformed. */
  public static @Nullable String traceId(@Nullable String header) {
    Matcher trace = header == null ? null : TRACEPARENT.matcher(header);
    return trace != null && trace.matches() ? trace.group(1) : null;
  }
}
