package dev.eventlogger.server.api;

import dev.eventlogger.formats.dialect.Answer;
import dev.eventlogger.query.Removal;
import dev.eventlogger.server.access.Admission;
import dev.eventlogger.server.http.Endpoint;
import dev.eventlogger.server.http.Exchange;
import dev.eventlogger.server.reading.QueryParameters;
import dev.eventlogger.server.reading.Question;
import dev.eventlogger.server.reading.ReadableLogs;
import dev.eventlogger.server.trust.Caller;
import dev.eventlogger.server.trust.Scope;
import java.time.Clock;
import java.util.Map;

/** {@code DELETE /api/log/events?uid=…}: removes the events of a user. Thread-safe. */
public final class ErasureEndpoint implements Endpoint {

  private final ReadableLogs logs;
  private final Readers readers;
  private final Admission admission;
  private final ReadAudit audit;
  private final Clock clock;

  /** Erasure in logs for those who are let in, which is noted. */
  public ErasureEndpoint(
      ReadableLogs logs, Readers readers, Admission admission, ReadAudit audit, Clock clock) {
    this.logs = logs;
    this.readers = readers;
    this.admission = admission;
    this.audit = audit;
    this.clock = clock;
  }

  @Override
  public boolean isSafe() {
    return false;
  }

  @Override
  public void handle(Exchange exchange) {
    admission
        .admitted(exchange, Scope.ERASE)
        .ifPresent(caller -> readers.askLong(exchange, cancellation -> erase(exchange, caller)));
  }

  /** Who was erased is not noted, or he would be in the log again. */
  private void erase(Exchange exchange, Caller caller) throws InterruptedException {
    QueryParameters question =
        QueryParameters.of(Question.ERASURE, exchange.head().query(), clock.instant());
    String uid = question.requiredUid();
    String log = logs.named(question.log());
    Removal removal = question.isDryRun() ? Removal.DRY_RUN : Removal.IN_CHUNKS;
    long events = logs.store(log).erase(uid, removal);
    audit.write(
        caller, question.isDryRun() ? "erasure-count" : "erasure", log, Map.of("events", events));
    exchange.answer(
        Answer.json(
            200, Map.of("log", log, question.isDryRun() ? "would_remove" : "removed", events)));
  }
}
