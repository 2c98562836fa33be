package dev.eventlogger.formats.dialect;

import dev.eventlogger.event.EventDraft;
import dev.eventlogger.formats.CanonicalReader;
import org.jspecify.annotations.Nullable;

/** Identifies CloudEvents as their senders do. Stateless, thread-safe. */
final class CloudEventIds {

  static final String SPEC_VERSION = "specversion";

  private CloudEventIds() {}

  /**
   * The source and the id, which are unique only together (CloudEvents 1.0.2, "id"). A source is a
   * URI, so the id begins after the first space.
   *
   * @param draft as it was read from a CloudEvent
   * @return null if the source or the id is missing
   */
  static @Nullable String of(EventDraft draft) {
    Object id = draft.context().get(CanonicalReader.SOURCE_ID);
    Object source = draft.context().get("source");
    return id == null || source == null ? null : source + " " + id;
  }
}
