package dev.eventlogger.event;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Arrays;

/**
 * Puts the canonical JSON of an event together again that a store has taken apart: every text with
 * the characters that {@link CanonicalJson} writes, and commas where they belong. Names, numbers
 * and the order are the caller's, as it found them. For one event and one thread.
 */
public final class CanonicalCopy {

  private final JsonBytes json = new JsonBytes(Integer.MAX_VALUE);
  private boolean isBehindValue;

  /** Begins the object that the event is. */
  public CanonicalCopy() {
    json.raw('{');
  }

  /** The name of a member; its value comes next. */
  public CanonicalCopy name(String name) {
    text(name);
    json.raw(':');
    isBehindValue = false;
    return this;
  }

  /** A text. A half of a surrogate pair, which no event holds, becomes a question mark. */
  public CanonicalCopy text(String text) {
    separate();
    json.string(isWhole(text) ? text : new String(text.getBytes(UTF_8), UTF_8));
    isBehindValue = true;
    return this;
  }

  /** JSON as it is: a number, or what was never taken apart. */
  public CanonicalCopy raw(String value) {
    separate();
    json.raw(value.getBytes(UTF_8));
    isBehindValue = true;
    return this;
  }

  /** An object or an array begins. */
  public CanonicalCopy begin(boolean isObject) {
    separate();
    json.raw(isObject ? '{' : '[');
    isBehindValue = false;
    return this;
  }

  /** An object or an array ends. */
  public CanonicalCopy end(boolean isObject) {
    json.raw(isObject ? '}' : ']');
    isBehindValue = true;
    return this;
  }

  /** Ends the object. What it holds is not looked at: an accessor of the event may refuse it. */
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
