package dev.eventlogger.server.api;

import dev.eventlogger.formats.dialect.Answer;
import dev.eventlogger.query.Cancellation;
import dev.eventlogger.query.EventStore;
import dev.eventlogger.query.Removal;
import dev.eventlogger.server.http.Endpoint;
import dev.eventlogger.server.http.Exchange;
import dev.eventlogger.server.reading.QueryParameters;
import dev.eventlogger.server.reading.Question;
import dev.eventlogger.server.trust.Caller;
import dev.eventlogger.server.trust.Scope;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;

/** {@code DELETE /api/log/events?uid=…}: removes the events of a user. Thread-safe. */
public final class ErasureEndpoint implements Endpoint {

  private final ReadingParts parts;

  /** Erases for callers with the scope ERASE, and records it in the audit log. */
  public ErasureEndpoint(ReadingParts parts) {
    this.parts = parts;
  }

  @Override
  public boolean isSafe() {
    return false;
  }

  @Override
  public void handle(Exchange exchange) {
    parts
        .admission()
        .admitted(exchange, Scope.ERASE)
        .ifPresent(
            caller ->
                parts
                    .readers()
                    .remove(exchange, cancellation -> erase(exchange, caller, cancellation)));
  }

  /**
   * The audit log does not name the user who was erased, who would then be in the log again. It
   * records how many events were removed, even if the erasure was not complete.
   */
  private void erase(Exchange exchange, Caller caller, Cancellation cancellation)
      throws InterruptedException {
    QueryParameters question =
        QueryParameters.of(Question.ERASURE, exchange.head().query(), parts.clock().instant());
    String uid = question.requiredUid();
    String log = parts.logs().named(question.log());
    EventStore store = parts.logs().store(log, cancellation);
    if (question.isDryRun()) {
      long events = store.erase(uid, Removal.DRY_RUN);
      parts.audit().write(caller, "erasure-count", log, Map.of("events", events));
      exchange.answer(Answer.json(200, Map.of("log", log, "would_remove", events)));
      return;
    }
    AtomicLong removed = new AtomicLong();
    boolean isWhole = false;
    try {
      removed.set(store.erase(uid, noting(removed)));
      isWhole = true;
    } finally {
      parts
          .audit()
          .write(caller, "erasure", log, Map.of("events", removed.get(), "complete", isWhole));
    }
    exchange.answer(Answer.json(200, Map.of("log", log, "removed", removed.get())));
  }

  private Removal noting(AtomicLong removed) {
    Removal usual = Removal.IN_CHUNKS;
    return new Removal(
        false,
        usual.chunk(),
        usual.pause(),
        soFar -> {
          removed.set(soFar);
          parts.readers().goOn();
        });
  }
}
