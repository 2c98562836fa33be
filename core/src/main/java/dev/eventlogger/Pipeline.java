package dev.eventlogger;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.eventlogger.delivery.Delivery;
import dev.eventlogger.event.Event;
import dev.eventlogger.event.EventDraft;
import dev.eventlogger.event.EventType;
import dev.eventlogger.event.Outcome;
import dev.eventlogger.event.Problem;
import dev.eventlogger.event.SchemaRef;
import dev.eventlogger.intake.Intake;
import dev.eventlogger.spi.EventCheck;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The one way that an event goes: intake on the caller's thread, then delivery. Shared by all views
 * of an event logger. Thread-safe.
 */
final class Pipeline {

  private static final Outcome IS_NULL = new Outcome.Invalid("", "is null");

  private final Intake intake;
  private final EventCheck check;
  private final Delivery delivery;
  private final Workspaces workspaces;

  Pipeline(Intake intake, EventCheck check, Delivery delivery) {
    this.intake = intake;
    this.check = check;
    this.delivery = delivery;
    Intake.Next next = new ToDelivery(delivery);
    workspaces = new Workspaces(() -> new Workspace(intake, next));
  }

  /** Enters an event into the ledger of which a part that must be there is null. */
  Outcome isNull(@Nullable EventType type, String at) {
    return delivery.count(type, new Outcome.Invalid(at, "is null"));
  }

  /** Enters an event into the ledger that the application's own code does not let be read. */
  Outcome unreadable(@Nullable EventType type, Throwable failure) {
    return delivery.count(type, Workspace.unreadable(failure));
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
      return delivery.count(type, workspace.take(uid, type, null, data, context, logs));
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
      return delivery.count(null, workspace.take(null, null, schema, data, context, logs));
    } finally {
      workspaces.giveBack(workspace);
    }
  }

  Outcome log(EventDraft draft, Map<String, ?> context, long logs) {
    Workspace workspace = workspaces.take();
    try {
      return delivery.count(draft.type(), workspace.take(draft, context, logs));
    } finally {
      workspaces.giveBack(workspace);
    }
  }

  /** Logs events in their order, which go into each log's queue at once. */
  List<Outcome> logAll(List<EventDraft> drafts, Map<String, ?> context, long logs) {
    Gathered gathered = new Gathered(delivery, new ArrayList<>(), new ArrayList<>());
    Workspace workspace = new Workspace(intake, gathered);
    List<@Nullable Outcome> refusals = new ArrayList<>();
    for (EventDraft draft : drafts) {
      int before = gathered.events().size();
      Outcome outcome = draft == null ? IS_NULL : workspace.take(draft, context, logs);
      refusals.add(gathered.events().size() > before ? null : outcome);
    }
    Iterator<Outcome> offered = delivery.offerAll(gathered.wanted(), gathered.events()).iterator();
    List<Outcome> outcomes = new ArrayList<>();
    for (int i = 0; i < refusals.size(); i++) {
      Outcome refusal = refusals.get(i);
      EventType type = drafts.get(i) == null ? null : drafts.get(i).type();
      outcomes.add(delivery.count(type, refusal != null ? refusal : offered.next()));
    }
    return Collections.unmodifiableList(outcomes);
  }

  /** Keeps events until all of them are there. */
  private record Gathered(Delivery delivery, List<Long> wanted, List<byte[]> events)
      implements Intake.Next {
    @Override
    public Outcome offer(long logs, byte[] bytes, int length) {
      wanted.add(logs);
      events.add(Arrays.copyOf(bytes, length));
      return Outcome.Accepted.ACCEPTED;
    }

    @Override
    public void keepInvalid(byte[] bytes, int length) {
      delivery.keepInvalid(bytes, length);
    }
  }

  /** Enters something into the ledger that never became an event. */
  Outcome refuse(List<Problem> problems) {
    return delivery.count(null, new Outcome.Invalid(problems));
  }

  /** Puts an event into the queues of logs once more. */
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

  /** Where intake hands events on to. */
  private record ToDelivery(Delivery delivery) implements Intake.Next {
    @Override
    public Outcome offer(long wanted, byte[] bytes, int length) {
      return delivery.offer(wanted, bytes, length);
    }

    @Override
    public void keepInvalid(byte[] bytes, int length) {
      delivery.keepInvalid(bytes, length);
    }
  }
}
