package dev.eventlogger.sink.elasticsearch;

import co.elastic.clients.elasticsearch._types.ErrorCause;
import co.elastic.clients.elasticsearch.core.bulk.BulkResponseItem;
import dev.eventlogger.event.Event;
import dev.eventlogger.spi.DeliveryResult;
import dev.eventlogger.spi.Rejected;
import dev.eventlogger.spi.SinkException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * What became of each event of a batch, according to the server's answer for each document. For one
 * thread.
 *
 * <p>A fault of an index does not make dead letters as long as all indices may have it: the events
 * wait. Events that an index of another time does not take are given up only if the {@linkplain
 * PresentIndex present index} works, so that the log goes on.
 */
final class BulkOutcome {

  /** How long a log waits for an index that exists but takes nothing, such as a read-only one. */
  static final Duration PATIENCE = Duration.ofSeconds(30);

  private static final int MOST_GIVEN_UP = 3;
  private static final String ALREADY_THERE = "version_conflict_engine_exception";

  private final String servers;
  private final IndexHistory history;
  private final PresentIndex present;
  private final List<Event> retry = new ArrayList<>();
  private final List<Rejected> rejected = new ArrayList<>();
  private final List<Refused> undecided = new ArrayList<>();
  private final Set<String> took = new TreeSet<>();
  private int delivered;
  private @Nullable SinkException obstacle;
  private @Nullable Boolean presentWorks;

  BulkOutcome(String servers, IndexHistory history, PresentIndex present) {
    this.servers = servers;
    this.history = history;
    this.present = present;
  }

  /** An event that an index did not take, perhaps through no fault of the event. */
  private record Refused(
      Event event, String index, Refusal refusal, String answer, String remedy) {}

  /**
   * Records what became of an event.
   *
   * @param index where it was sent to
   */
  void add(Event event, String index, BulkResponseItem item) {
    int status = item.status();
    ErrorCause error = item.error();
    String type = error == null ? "" : String.valueOf(error.type());
    if (status < 300 || (status == 409 && type.equals(ALREADY_THERE))) {
      delivered++;
      took.add(index);
      history.took(index);
      return;
    }
    Refusal refusal = Refusal.of(status, error);
    String answer = status + ", " + ServerReason.of(error);
    switch (refusal) {
      case EVENT -> reject(event, "Elasticsearch answered " + answer);
      case BUSY, ACCESS -> retry(List.of(event), obstacle(index, refusal, answer, ""));
      default -> undecided.add(new Refused(event, index, refusal, answer, Refusal.remedy(error)));
    }
  }

  /** Records an event that is not to be sent again. */
  void reject(Event event, String reason) {
    rejected.add(new Rejected(event, reason));
  }

  /** Records events that were not sent, or whose fate is not known. */
  void retry(List<Event> events, SinkException failure) {
    retry.addAll(events);
    obstacle = failure;
  }

  /** Whether any event was delivered. */
  boolean hasDelivered() {
    return delivered > 0;
  }

  /**
   * Returns the result, if any event is settled.
   *
   * @throws SinkException if none is, saying why
   */
  DeliveryResult result() throws SinkException {
    undecided.stream()
        .map(Refused::index)
        .filter(index -> !took.contains(index))
        .distinct()
        .forEach(history::refused);
    undecided.forEach(this::decide);
    if (obstacle != null && delivered == 0 && rejected.isEmpty()) {
      throw obstacle;
    }
    return new DeliveryResult(retry, rejected);
  }

  private void decide(Refused refused) {
    String index = refused.index();
    if (refused.refusal() == Refusal.UNCLEAR && isEventsFault(index)) {
      reject(refused.event(), "Elasticsearch answered " + refused.answer());
    } else if (isBeyondHope(refused)) {
      reject(
          refused.event(),
          index
              + " takes nothing: Elasticsearch answered "
              + refused.answer()
              + refused.remedy()
              + "; then send it again");
    } else {
      retry(
          List.of(refused.event()),
          obstacle(index, refused.refusal(), refused.answer(), refused.remedy()));
    }
  }

  /**
   * Whether an index refuses an event for what is in it: it takes others, or took others before and
   * gets too few to tell. In the latter case only a few are given up in a row: beyond that, the
   * index is at fault.
   */
  private boolean isEventsFault(String index) {
    if (took.contains(index)) {
      return true;
    }
    boolean isLikely =
        history.hasTaken(index)
            && history.refusesFor(index, PATIENCE)
            && history.givenUp(index) < MOST_GIVEN_UP;
    if (isLikely) {
      history.gaveUp(index);
    }
    return isLikely;
  }

  private boolean isBeyondHope(Refused refused) {
    return present.isOther(refused.index())
        && (refused.refusal() == Refusal.PLACE || history.refusesFor(refused.index(), PATIENCE))
        && presentWorks();
  }

  private boolean presentWorks() {
    if (presentWorks == null) {
      presentWorks = present.works();
    }
    return presentWorks;
  }

  private SinkException obstacle(String index, Refusal refusal, String answer, String remedy) {
    String what = servers + ", " + index + ": answered " + answer + remedy;
    return refusal == Refusal.BUSY
        ? SinkException.unavailable(what, null)
        : SinkException.misconfigured(what, null);
  }
}
