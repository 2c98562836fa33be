package dev.eventlogger.sink.cloudwatch;

/** The formats in which an event can be a log event's message: those of core, and EMF. */
enum MessageFormat {
  CANONICAL,
  JUPYTER,
  CLOUDEVENTS,
  ECS,
  /** Canonical JSON that also says which of its numbers are metrics. */
  EMF;

  /** Whether the original event can be read back from the message. */
  boolean isReadable() {
    return this == CANONICAL || this == EMF;
  }
}
