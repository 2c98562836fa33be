package dev.eventlogger;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.eventlogger.delivery.Delivery;
import dev.eventlogger.event.CanonicalJson;
import dev.eventlogger.event.Event;
import dev.eventlogger.event.EventDraft;
import dev.eventlogger.event.EventType;
import dev.eventlogger.event.Outcome;
import dev.eventlogger.event.Problem;
import dev.eventlogger.event.SchemaRef;
import dev.eventlogger.intake.Intake;
import dev.eventlogger.intake.Workspace;
import dev.eventlogger.spi.EventCheck;
import java.sql.Connection;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * The one way that every event takes: intake on the caller's thread, then delivery. Shared by all
 * views of an event logger; that of a view for a transaction ends in the transaction. Thread-safe.
 */
final class Pipeline {

  private static final Outcome IS_NULL = new Outcome.Invalid("", "is null");

  private final Intake intake;
  private final EventCheck check;
  private final Delivery delivery;
  private final Workspaces workspaces;
  private final @Nullable Transaction transaction;

  Pipeline(Intake intake, EventCheck check, Delivery delivery) {
    this(intake, check, delivery, new Workspaces(Workspace::new), null);
  }

  private Pipeline(
      Intake intake,
      EventCheck check,
      Delivery delivery,
      Workspaces workspaces,
      @Nullable Transaction transaction) {
    this.intake = intake;
    this.check = check;
    this.delivery = delivery;
    this.workspaces = workspaces;
    this.transaction = transaction;
  }

  /**
   * The same pipeline, except that it ends in the caller's transaction.
   *
   * @throws IllegalStateException if there is no outbox
   */
  Pipeline in(Connection connection) {
    delivery.requireOutbox();
    Transaction added = new Transaction(connection, delivery);
    return new Pipeline(intake, check, delivery, workspaces, added);
  }

  /** Counts an event in the ledger of which a required part is null. */
  Outcome isNull(@Nullable EventType type, String at) {
    return delivery.count(type, new Outcome.Invalid(at, "is null"));
  }

  /** Counts an event in the ledger that could not be read, because the application's code threw. */
  Outcome unreadable(@Nullable EventType type, Throwable failure) {
    return delivery.count(type, Intake.unreadable(failure));
  }

  /** Logs a product event, without making a draft. */
  Outcome log(
      @Nullable String uid,
      EventType type,
      Map<String, ?> data,
      Map<String, ?> context,
      long logs) {
    Workspace workspace = workspaces.take();
    try {
      return take(workspace.draft(uid, type, null, data), context, logs, workspace);
    } finally {
      workspaces.giveBack(workspace);
    }
  }

  /** Logs an event whose data follows a schema, without making a draft. */
  Outcome record(
      String schemaId, String version, Map<String, ?> data, Map<String, ?> context, long logs) {
    Workspace workspace = workspaces.take();
    try {
      SchemaRef schema = workspace.schema(schemaId, version);
      return take(workspace.draft(null, null, schema, data), context, logs, workspace);
    } finally {
      workspaces.giveBack(workspace);
    }
  }

  Outcome log(EventDraft draft, Map<String, ?> context, long logs) {
    Workspace workspace = workspaces.take();
    try {
      return take(draft, context, logs, workspace);
    } finally {
      workspaces.giveBack(workspace);
    }
  }

  private Outcome take(EventDraft draft, Map<String, ?> context, long logs, Workspace workspace) {
    EventType type = draft.type();
    Outcome refusal = intake.take(draft, context, logs, workspace);
    if (refusal != null) {
      return delivery.count(type, refused(refusal, workspace));
    }
    CanonicalJson json = workspace.json();
    if (transaction != null) {
      return transaction.stage(List.of(workspace.wanted()), List.of(json.toByteArray())).get(0);
    }
    return delivery.count(type, delivery.offer(workspace.wanted(), json.buffer(), json.length()));
  }

  /** Logs an event; where a log makes it wait, the caller learns the outcome later. */
  CompletionStage<Outcome> logAsync(EventDraft draft, Map<String, ?> context, long logs) {
    if (transaction != null) {
      return CompletableFuture.completedStage(log(draft, context, logs));
    }
    Workspace workspace = workspaces.take();
    try {
      EventType type = draft.type();
      Outcome refusal = intake.take(draft, context, logs, workspace);
      if (refusal != null) {
        return CompletableFuture.completedStage(delivery.count(type, refused(refusal, workspace)));
      }
      CanonicalJson json = workspace.json();
      return delivery.offerAsync(type, workspace.wanted(), json.buffer(), json.length());
    } finally {
      workspaces.giveBack(workspace);
    }
  }

  private Outcome refused(Outcome refusal, Workspace workspace) {
    if (workspace.isToBeKept()) {
      delivery.keepInvalid(workspace.json().buffer(), workspace.json().length());
    }
    return refusal;
  }

  /** Logs events in their order; all of them enter each log's queue at once. */
  List<Outcome> logAll(List<EventDraft> drafts, Map<String, ?> context, long logs) {
    Workspace workspace = new Workspace();
    List<@Nullable Outcome> refusals = new ArrayList<>();
    List<Long> wanted = new ArrayList<>();
    List<byte[]> events = new ArrayList<>();
    for (EventDraft draft : drafts) {
      Outcome refusal = draft == null ? IS_NULL : intake.take(draft, context, logs, workspace);
      if (refusal == null) {
        wanted.add(workspace.wanted());
        events.add(workspace.json().toByteArray());
      }
      refusals.add(refusal == null || draft == null ? refusal : refused(refusal, workspace));
    }
    Iterator<Outcome> offered = hand(wanted, events).iterator();
    List<Outcome> outcomes = new ArrayList<>();
    for (int i = 0; i < refusals.size(); i++) {
      Outcome refusal = refusals.get(i);
      EventType type = drafts.get(i) == null ? null : drafts.get(i).type();
      outcomes.add(delivery.count(type, refusal != null ? refusal : offered.next()));
    }
    return Collections.unmodifiableList(outcomes);
  }

  private List<Outcome> hand(List<Long> wanted, List<byte[]> events) {
    return transaction != null
        ? transaction.stage(wanted, events)
        : delivery.offerAll(wanted, events);
  }

  /** Counts something in the ledger that never became an event. */
  Outcome refuse(List<Problem> problems) {
    return delivery.count(null, new Outcome.Invalid(problems));
  }

  /** Puts an event into the queues of logs again. */
  Outcome replay(Event event, long logs) {
    byte[] json = event.toJson().getBytes(UTF_8);
    return delivery.count(event.type(), delivery.offer(logs, json, json.length));
  }

  Intake intake() {
    return intake;
  }

  EventCheck check() {
    return check;
  }

  Delivery delivery() {
    return delivery;
  }
}
