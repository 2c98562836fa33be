package dev.eventlogger.event;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Arrays;

/**
 * Reassembles the canonical JSON of an event that a store has taken apart. Writes texts as {@link
 * CanonicalJson} does, and puts commas where they belong. Names, numbers and order come from the
 * caller. For one event and one thread.
 */
public final class CanonicalCopy {

  private final JsonBytes json = new JsonBytes(Integer.MAX_VALUE);
  private boolean isBehindValue;

  /** Begins the event's object. */
  public CanonicalCopy() {
    json.raw('{');
  }

  /** Writes the name of a member; its value comes next. */
  public CanonicalCopy name(String name) {
    text(name);
    json.raw(':');
    isBehindValue = false;
    return this;
  }

  /** Writes a text. A lone surrogate, which no event holds, becomes a question mark. */
  public CanonicalCopy text(String text) {
    separate();
    json.string(isWhole(text) ? text : new String(text.getBytes(UTF_8), UTF_8));
    isBehindValue = true;
    return this;
  }

  /** Writes JSON unchanged: a number, or what was never taken apart. */
  public CanonicalCopy raw(String value) {
    separate();
    json.raw(value.getBytes(UTF_8));
    isBehindValue = true;
    return this;
  }

  /** Begins an object or an array. */
  public CanonicalCopy begin(boolean isObject) {
    separate();
    json.raw(isObject ? '{' : '[');
    isBehindValue = false;
    return this;
  }

  /** Ends an object or an array. */
  public CanonicalCopy end(boolean isObject) {
    json.raw(isObject ? '}' : ']');
    isBehindValue = true;
    return this;
  }

  /** Ends the event's object. Its content is not checked: accessors of the event may throw. */
  public Event toEvent() {
    json.raw('}');
    return Event.ofCanonical(Arrays.copyOf(json.buffer(), json.length()), 0, json.length());
  }

  private void separate() {
    if (isBehindValue) {
      json.raw(',');
    }
  }

  private static boolean isWhole(String text) {
    for (int at = 0; at < text.length(); at++) {
      if (Character.isSurrogate(text.charAt(at))) {
        boolean isPair =
            Character.isHighSurrogate(text.charAt(at))
                && at + 1 < text.length()
                && Character.isLowSurrogate(text.charAt(at + 1));
        if (!isPair) {
          return false;
        }
        at++;
      }
    }
    return true;
  }
}
