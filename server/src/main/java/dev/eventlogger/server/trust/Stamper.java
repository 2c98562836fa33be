package dev.eventlogger.server.trust;

import dev.eventlogger.event.EventDraft;
import dev.eventlogger.event.Level;
import dev.eventlogger.event.Nesting;
import dev.eventlogger.event.Problem;
import dev.eventlogger.event.Reading;
import dev.eventlogger.event.SchemaRef;
import dev.eventlogger.formats.dialect.SentEvent;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Makes of what a caller sent what is logged: what is believed stays, claims go below {@code
 * context.client}, and the server says when and from whom it came. Thread-safe.
 */
public final class Stamper {

  private static final Duration AHEAD = Duration.ofMinutes(1);
  private static final String CLIENT = "client";
  private static final String SOURCE_ID = "source_id";

  /** Claims that say who somebody is; not kept of those who ask for privacy. */
  private static final Set<String> PERSONAL =
      Set.of(
          "$ip",
          "address",
          "agent",
          "anonymous_id",
          "anonymousId",
          "client_address",
          "client_ip",
          "distinct_id",
          "ip",
          "ip_address",
          "ipAddress",
          "remote_addr",
          "remote_address",
          "uid",
          "user",
          "user_agent",
          "user_id",
          "userAgent",
          "userId");

  private final List<NamePattern> reservedNames;
  private final SourceIds ids;
  private final KeptAddress addresses;
  private final Redaction redaction;

  /** With what the settings say of privacy and names, and the secret for ids and hashes. */
  public Stamper(TrustSettings settings, ServerSecret secret) {
    reservedNames = settings.reservedNames();
    ids = new SourceIds(secret);
    addresses = new KeptAddress(settings.privacy().addresses(), secret);
    redaction = new Redaction(addresses);
  }

  /**
   * What is to be logged of an event.
   *
   * @param receivedAt when its request came
   * @return refused, if it was so already or this caller may not log it; else with an id, where the
   *     client gave the event an id and a time
   */
  public Reading stamp(SentEvent event, Caller caller, Instant receivedAt) {
    if (!(event.reading() instanceof Reading.Read read)) {
      return event.reading();
    }
    EventDraft draft = read.draft();
    List<Problem> problems = problems(draft, caller);
    if (!problems.isEmpty()) {
      return new Reading.Refused(problems);
    }
    boolean isBelieved = caller.trust() == Trust.SERVER;
    Map<String, @Nullable Object> context =
        isBelieved ? nested(draft, receivedAt) : claims(event, draft, caller, receivedAt);
    stamps(context, event, caller, receivedAt);
    draft.context(context).data(redaction.data(draft.data(), receivedAt));
    draft.createdAt(createdAt(draft, isBelieved, receivedAt));
    draft.uid(isBelieved && draft.uid() != null ? draft.uid() : caller.uid());
    draft.trustedId(null);
    if (event.sourceId() != null && event.time() != null) {
      draft.trustedId(ids.of(caller.source(), event.sourceId(), event.time()));
    }
    return read;
  }

  private List<Problem> problems(EventDraft draft, Caller caller) {
    List<Problem> problems = new ArrayList<>();
    if (caller.trust() == Trust.CLIENT && draft.level() == Level.AUDIT) {
      problems.add(
          new Problem("/level", "must not be AUDIT from a client; a server may log such events"));
    }
    if (caller.trust() == Trust.CLIENT && isAmong(reservedNames, draft.name())) {
      problems.add(new Problem("/name", "is kept for servers (EVENT_SERVER.reserved_names)"));
    }
    Restrictions restrictions = caller.restrictions();
    if (!restrictions.names().isEmpty() && !isAmong(restrictions.names(), draft.name())) {
      problems.add(new Problem("/name", "is none of the names that this key may log"));
    }
    SchemaRef schema = draft.schema();
    if (!restrictions.schemas().isEmpty()
        && (schema == null || !restrictions.schemas().contains(schema.id()))) {
      problems.add(new Problem("/schema", "must be one of the schemas that this key may log"));
    }
    return problems;
  }

  private static boolean isAmong(List<NamePattern> patterns, String name) {
    return patterns.stream().anyMatch(pattern -> pattern.matches(name));
  }

  private Map<String, @Nullable Object> nested(EventDraft draft, Instant receivedAt) {
    return redaction.context(Nesting.merge(Map.of(), draft.context()), receivedAt);
  }

  /** All that a client says of itself, below one name. */
  private Map<String, @Nullable Object> claims(
      SentEvent event, EventDraft draft, Caller caller, Instant receivedAt) {
    Map<String, @Nullable Object> claims = nested(draft, receivedAt);
    // Our own client's are there already.
    Object own = claims.remove(CLIENT);
    if (own instanceof Map<?, ?> map) {
      map.forEach((name, value) -> claims.put(String.valueOf(name), value));
    }
    putIf(claims, "uid", Objects.equals(draft.uid(), caller.uid()) ? null : draft.uid());
    putIf(claims, "time", event.time() == null ? draft.createdAt() : event.time());
    claims.remove("address");
    putIf(claims, "address", addresses.of(caller.address(), receivedAt));
    putIf(claims, "agent", caller.agent());
    if (caller.wantsPrivacy()) {
      claims.keySet().removeAll(PERSONAL);
    }
    Map<String, @Nullable Object> context = new LinkedHashMap<>();
    context.put(CLIENT, claims);
    return context;
  }

  /** What the server knows for itself wins over what was sent. */
  private static void stamps(
      Map<String, @Nullable Object> context, SentEvent event, Caller caller, Instant receivedAt) {
    putIf(context, SOURCE_ID, event.sourceId());
    context.put("received_at", receivedAt);
    context.put("source", caller.source());
    context.put("trust", caller.trust().word());
    if (caller.role() != null) {
      context.put("role", caller.role());
    }
  }

  private static void putIf(
      Map<String, @Nullable Object> map, String name, @Nullable Object value) {
    if (value != null) {
      map.put(name, value);
    }
  }

  private static Instant createdAt(EventDraft draft, boolean isBelieved, Instant receivedAt) {
    Instant time = draft.createdAt();
    boolean isTooEarly = time != null && !isBelieved && time.isAfter(receivedAt.plus(AHEAD));
    return time == null || isTooEarly ? receivedAt : time;
  }
}
