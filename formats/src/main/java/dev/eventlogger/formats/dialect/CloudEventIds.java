package dev.eventlogger.formats.dialect;

import dev.eventlogger.event.EventDraft;
import dev.eventlogger.formats.CanonicalReader;
import org.jspecify.annotations.Nullable;

/** Which CloudEvent an event is, to its sender. Stateless, thread-safe. */
final class CloudEventIds {

  static final String SPEC_VERSION = "specversion";

  private CloudEventIds() {}

  /**
   * The source and the id, which only together are unique (CloudEvents 1.0.2, "id"). A source is a
   * URI, so that the first space is where the id begins.
   *
   * @param draft as it was read from a CloudEvent; null if that had none of the two
   */
  static @Nullable String of(EventDraft draft) {
    Object id = draft.context().get(CanonicalReader.SOURCE_ID);
    Object source = draft.context().get("source");
    return id == null || source == null ? null : source + " " + id;
  }
}
