package dev.eventlogger.formats;

import dev.eventlogger.event.EventDraft;
import dev.eventlogger.event.JsonReader;
import dev.eventlogger.event.MalformedJsonException;
import dev.eventlogger.event.Problem;
import dev.eventlogger.event.Reading;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Reads one event from outside, in any of the forms that are accepted. Immutable, thread-safe.
 *
 * <p>The keys tell the form: {@code specversion} is a CloudEvent's, {@code schema_id} what is
 * posted to a Jupyter Server, {@code __schema__} what Jupyter Events has recorded, {@code
 * timestamp} or {@code type} Querybook's ({@code {uid, event_type, event_data, timestamp}}, from
 * its browser {@code {type, data, timestamp}}); everything else is canonical JSON, in which only
 * one of {@code event_type}, {@code name} and {@code schema} is required.
 *
 * <p>Times are RFC 3339 with any offset, epoch milliseconds, or Jupyter's {@code +06:00Z}. Null
 * means absent. A {@code uid} or a version may be a whole number and is read as its text; the
 * number 0 is Querybook's anonymous user.
 */
public final class EventReader {

  private static final Set<String> COMMON_KEYS = Set.of("uid", "event_type", "event_data");

  private final JsonReader json = new JsonReader();
  private final boolean trustIds;
  private final CanonicalReader canonical;

  /**
   * A reader for one kind of sender.
   *
   * @param trustIds whether an event keeps the id it comes with, as in a replay: then the id must
   *     be a UUID (except for a CloudEvent's). Otherwise the id becomes the context's {@code
   *     source_id}, since a guessed id would make another event look like a repetition
   */
  public EventReader(boolean trustIds) {
    this.trustIds = trustIds;
    canonical = new CanonicalReader(trustIds);
  }

  /** Reads an event from JSON in UTF-8, with or without a byte order mark. */
  public Reading read(byte[] json, int offset, int length) {
    try {
      return readValue(this.json.read(json, offset, length));
    } catch (MalformedJsonException e) {
      return new Reading.Refused(List.of(e.problem()));
    }
  }

  /** Reads an event from JSON. */
  public Reading read(String json) {
    try {
      return readValue(this.json.read(json));
    } catch (MalformedJsonException e) {
      return new Reading.Refused(List.of(e.problem()));
    }
  }

  /** Reads an event from parsed JSON, such as an item of an array. */
  public Reading read(Map<String, ? extends @Nullable Object> json) {
    JsonMembers members = new JsonMembers(json);
    if (members.has(CloudEventAttributes.SPEC_VERSION)) {
      return readCloudEvent(json);
    }
    if (JupyterCapsule.isOne(members)) {
      return read(members, JupyterCapsule::read);
    }
    if (members.has("schema_id")) {
      return read(members, JupyterForm::read);
    }
    if (isQuerybooks(members)) {
      return readQuerybook(json);
    }
    return canonical.read(json);
  }

  /** Reads an event that must be a CloudEvent. */
  public Reading readCloudEvent(Map<String, ? extends @Nullable Object> json) {
    return read(new JsonMembers(json), (in, draft) -> CloudEventForm.read(in, draft, trustIds));
  }

  /** Reads an event that must be of the form that is posted to a Jupyter Server. */
  public Reading readJupyter(Map<String, ? extends @Nullable Object> json) {
    return read(new JsonMembers(json), JupyterForm::read);
  }

  /** Reads an event that must be Querybook's. */
  public Reading readQuerybook(Map<String, ? extends @Nullable Object> json) {
    return read(new JsonMembers(json), QuerybookForm::read);
  }

  private static Reading read(JsonMembers in, BiConsumer<JsonMembers, EventDraft> form) {
    EventDraft draft = EventDraft.blank();
    form.accept(in, draft);
    List<Problem> problems = in.problems();
    return problems.isEmpty() ? new Reading.Read(draft) : new Reading.Refused(problems);
  }

  private Reading readValue(@Nullable Object value) {
    if (!(value instanceof Map<?, ?>)) {
      return new Reading.Refused(List.of(new Problem("", "an event must be a JSON object")));
    }
    return read(JsonReader.asObject(value));
  }

  private static boolean isQuerybooks(JsonMembers members) {
    return members.has("timestamp")
        || members.has("type")
        || (members.has("event_type") && members.hasOnly(COMMON_KEYS));
  }
}
