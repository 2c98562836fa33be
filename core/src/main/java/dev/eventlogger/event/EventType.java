package dev.eventlogger.event;

import java.util.Locale;

/** The three kinds of product event. An event that is none of them has no type, only a name. */
public enum EventType {
  /** A request to an API. */
  API,
  /** An element of the user interface was seen. */
  VIEW,
  /** An element of the user interface was clicked. */
  CLICK;

  private final String eventName = name().toLowerCase(Locale.ROOT);

  /** The name of an event of this type that was given no other: the type in lower case. */
  public String eventName() {
    return eventName;
  }
}
