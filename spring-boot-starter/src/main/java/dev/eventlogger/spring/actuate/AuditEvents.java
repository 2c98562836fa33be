package dev.eventlogger.spring.actuate;

import dev.eventlogger.Events;
import dev.eventlogger.event.Event;
import dev.eventlogger.event.EventDraft;
import dev.eventlogger.event.Level;
import dev.eventlogger.query.Condition;
import dev.eventlogger.query.EventFilter;
import dev.eventlogger.query.EventQuery;
import dev.eventlogger.query.EventStore;
import dev.eventlogger.query.Field;
import dev.eventlogger.query.Operator;
import dev.eventlogger.query.Sort;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.actuate.audit.AuditEvent;
import org.springframework.boot.actuate.audit.AuditEventRepository;
import org.springframework.boot.actuate.audit.InMemoryAuditEventRepository;

/**
 * Logs audit events, and finds them in the store if events are kept in the application's database;
 * otherwise only the latest thousand of this process. Thread-safe.
 */
final class AuditEvents implements AuditEventRepository {

  /** Holds the type as it was, since names of events have no capitals. */
  private static final String TYPE = "audit_type";

  private static final int MOST = 1_000;

  private final Events events;
  private final Supplier<@Nullable EventStore> store;
  private final AuditEventRepository latest = new InMemoryAuditEventRepository(MOST);

  AuditEvents(Events events, Supplier<@Nullable EventStore> store) {
    this.events = events;
    this.store = store;
  }

  @Override
  public void add(AuditEvent said) {
    AuditEvent event = FailedSignIn.isWithToken(said) ? FailedSignIn.withoutToken(said) : said;
    String principal = event.getPrincipal();
    Map<String, Object> data = new LinkedHashMap<>();
    data.put(TYPE, event.getType());
    event.getData().forEach((name, value) -> put(data, name, value));
    events.log(
        EventDraft.named(event.getType().toLowerCase(Locale.ROOT).replace('_', '-'))
            .createdAt(event.getTimestamp())
            .level(Level.AUDIT)
            .uid(principal == null || principal.isEmpty() ? null : principal)
            .data(data));
    latest.add(event);
  }

  /** Keeps plain values only, since details of a sign-in hold the id of its session. */
  private static void put(Map<String, Object> data, String name, @Nullable Object value) {
    if (value instanceof String || value instanceof Number || value instanceof Boolean) {
      data.put(name, value);
    } else if (value != null && name.equals("details")) {
      String address = RemoteAddress.of(value);
      if (address != null) {
        data.put("remote_address", address);
      }
    }
  }

  @Override
  public List<AuditEvent> find(
      @Nullable String principal, @Nullable Instant after, @Nullable String type) {
    EventStore kept = store.get();
    if (kept == null) {
      return latest.find(principal, after, type);
    }
    List<Condition> conditions = new ArrayList<>();
    conditions.add(Condition.equal(Field.LEVEL, Level.AUDIT));
    conditions.add(Condition.of(Field.data(TYPE), Operator.EXISTS));
    if (principal != null) {
      conditions.add(Condition.equal(Field.UID, principal));
    }
    if (type != null) {
      conditions.add(Condition.equal(Field.data(TYPE), type));
    }
    EventFilter filter = new EventFilter(after, null, conditions);
    return kept.find(new EventQuery(filter, Sort.LATEST_FIRST, MOST, null)).events().stream()
        .map(AuditEvents::auditEvent)
        .toList();
  }

  private static AuditEvent auditEvent(Event event) {
    Map<String, Object> data = new LinkedHashMap<>(event.data());
    Object type = data.remove(TYPE);
    return new AuditEvent(event.createdAt(), event.uid(), String.valueOf(type), data);
  }
}
