package dev.eventlogger.event;

import java.util.Locale;

/** The three kinds of product event. Any other event has no type, only a name. */
public enum EventType {
  /** A request to an API. */
  API,
  /** An element of the user interface was seen. */
  VIEW,
  /** An element of the user interface was clicked. */
  CLICK;

  private final String eventName = name().toLowerCase(Locale.ROOT);

  /** The default name of an event of this type: the type in lower case. */
  public String eventName() {
    return eventName;
  }
}
