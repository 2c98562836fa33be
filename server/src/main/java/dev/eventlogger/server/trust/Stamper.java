package dev.eventlogger.server.trust;

import dev.eventlogger.event.EventDraft;
import dev.eventlogger.event.JsonReader;
import dev.eventlogger.event.Level;
import dev.eventlogger.event.Nesting;
import dev.eventlogger.event.Problem;
import dev.eventlogger.event.Reading;
import dev.eventlogger.event.SchemaRef;
import dev.eventlogger.formats.dialect.SentEvent;
import dev.eventlogger.query.OwnEvents;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Turns what a caller sent into what is logged: what is believed stays, claims go below {@code
 * context.client}, and the server adds when it came and from whom. Thread-safe.
 */
public final class Stamper {

  private static final Duration AHEAD = Duration.ofMinutes(1);
  private static final String CLIENT = "client";

  /** Claims that identify a person; not kept for clients that ask for privacy. */
  private static final Set<String> PERSONAL =
      Set.of(
          "address",
          "agent",
          "anonymousId",
          "anonymous_id",
          "distinct_id",
          "uid",
          "user",
          "userAgent",
          "userId",
          "user_agent",
          "user_id");

  private final List<NamePattern> reservedNames;
  private final SourceIds ids;
  private final KeptAddress addresses;
  private final Redaction redaction;
  private final Redaction privateRedaction;

  /** A stamper with the settings for privacy and names, and the secret for ids and hashes. */
  public Stamper(TrustSettings settings, ServerSecret secret) {
    reservedNames = settings.reservedNames();
    ids = new SourceIds(secret);
    addresses = new KeptAddress(settings.privacy().addresses(), secret);
    redaction = new Redaction(addresses);
    privateRedaction = new Redaction(new KeptAddress(AddressPrivacy.DROP, secret));
  }

  /**
   * What to log of an event.
   *
   * @param receivedAt when its request arrived
   * @return refused if it was already, or if this caller may not log it; otherwise with an id
   *     derived from the client's own id and time, if it has both
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
    redact(draft, isPrivate(caller) ? privateRedaction : redaction, receivedAt);
    boolean isBelieved = caller.trust() == Trust.SERVER;
    draft.context(
        isBelieved
            ? believed(event, draft, caller, receivedAt)
            : claimed(event, draft, caller, receivedAt));
    draft.createdAt(createdAt(draft, isBelieved, receivedAt));
    draft.uid(isBelieved && draft.uid() != null ? draft.uid() : caller.uid());
    return new Reading.Read(draft.trustedId(id(event, caller)));
  }

  /**
   * Adds to an event of the server's own who the caller was.
   *
   * @param at when the caller did it
   */
  public EventDraft note(EventDraft draft, Caller caller, Instant at) {
    Map<String, @Nullable Object> client = new LinkedHashMap<>();
    putIf(client, "address", addresses.of(caller.address(), at));
    putIf(client, "agent", caller.agent());
    Map<String, @Nullable Object> context = new LinkedHashMap<>();
    context.put("source", caller.source());
    context.put("trust", caller.trust().word());
    putIf(context, "role", caller.role());
    context.put(CLIENT, client);
    return draft.uid(caller.uid()).context(context);
  }

  private @Nullable UUID id(SentEvent event, Caller caller) {
    return event.sourceId() == null || event.time() == null
        ? null
        : ids.of(caller.idSpace(), event.sourceId(), event.time());
  }

  private static void redact(EventDraft draft, Redaction redaction, Instant receivedAt) {
    draft
        .context(redaction.context(Nesting.merge(Map.of(), draft.context()), receivedAt))
        .data(redaction.data(draft.data(), receivedAt))
        .subject(redaction.text(draft.subject()))
        .message(redaction.text(draft.message()));
  }

  /**
   * Privacy headers count only from clients: a server's own headers speak for none of its users.
   */
  private static boolean isPrivate(Caller caller) {
    return caller.wantsPrivacy() && caller.trust() == Trust.CLIENT;
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
    if (OwnEvents.areCalled(draft.name())) {
      problems.add(new Problem("/name", "is kept for what the server notes itself"));
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

  /**
   * What a server says stays, except for members that the stamps displace, which go below {@code
   * client}.
   */
  private static Map<String, @Nullable Object> believed(
      SentEvent event, EventDraft draft, Caller caller, Instant receivedAt) {
    Map<String, @Nullable Object> stamps = stamps(event, caller, receivedAt);
    if (draft.context().isEmpty()) {
      return stamps;
    }
    Map<String, @Nullable Object> context = new LinkedHashMap<>(draft.context());
    Map<String, @Nullable Object> displaced = new LinkedHashMap<>();
    stamps.forEach(
        (name, stamp) -> {
          Object sent = context.put(name, stamp);
          putIf(displaced, name, Objects.equals(stamp, sent) ? null : sent);
        });
    if (!displaced.isEmpty()) {
      displaced.putAll(object(context.get(CLIENT)));
      context.put(CLIENT, displaced);
    }
    return context;
  }

  /** All that a client says of itself goes below {@code client}. */
  private Map<String, @Nullable Object> claimed(
      SentEvent event, EventDraft draft, Caller caller, Instant receivedAt) {
    Map<String, @Nullable Object> claims = new LinkedHashMap<>(draft.context());
    claims.remove("source_id", event.sourceId());
    // What our own client sends is already below that name.
    Object own = claims.remove(CLIENT);
    claims.putAll(object(own));
    putIf(claims, "uid", Objects.equals(draft.uid(), caller.uid()) ? null : draft.uid());
    putIf(claims, "time", event.time() == null ? draft.createdAt() : event.time());
    claims.remove("address");
    putIf(claims, "address", addresses.of(caller.address(), receivedAt));
    putIf(claims, "agent", caller.agent());
    if (isPrivate(caller)) {
      claims.keySet().removeAll(PERSONAL);
    }
    Map<String, @Nullable Object> context = new LinkedHashMap<>();
    context.put(CLIENT, claims);
    context.putAll(stamps(event, caller, receivedAt));
    return context;
  }

  private static Map<String, ?> object(@Nullable Object value) {
    return value instanceof Map<?, ?> ? JsonReader.asObject(value) : Map.of();
  }

  /** What the server itself knows, which takes precedence over what was sent. */
  private static Map<String, @Nullable Object> stamps(
      SentEvent event, Caller caller, Instant receivedAt) {
    Map<String, @Nullable Object> stamps = new LinkedHashMap<>();
    if (event.sourceId() != null) {
      stamps.put("source_id", event.sourceId());
    }
    stamps.put("received_at", receivedAt);
    stamps.put("source", caller.source());
    stamps.put("trust", caller.trust().word());
    if (caller.role() != null) {
      stamps.put("role", caller.role());
    }
    return stamps;
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
