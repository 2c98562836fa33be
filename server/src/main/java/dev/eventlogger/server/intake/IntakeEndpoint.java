package dev.eventlogger.server.intake;

import dev.eventlogger.formats.dialect.Dialect;
import dev.eventlogger.formats.dialect.Refusal;
import dev.eventlogger.formats.dialect.SentEvents;
import dev.eventlogger.formats.dialect.SentRequest;
import dev.eventlogger.formats.dialect.UnreadableRequestException;
import dev.eventlogger.formats.dialect.Verdict;
import dev.eventlogger.server.access.Admission;
import dev.eventlogger.server.http.Endpoint;
import dev.eventlogger.server.http.Exchange;
import dev.eventlogger.server.trust.Caller;
import dev.eventlogger.server.trust.RefusedException;
import dev.eventlogger.server.trust.Scope;
import java.time.Duration;
import java.util.List;

/** Takes the events that clients send to one route, in one of its dialects. Thread-safe. */
final class IntakeEndpoint implements Endpoint {

  /** How long a client is asked to wait when no log has room. */
  private static final Duration RETRY_AFTER = Duration.ofSeconds(5);

  private final List<Dialect> dialects;
  private final Admission admission;
  private final EventTaker taker;

  /**
   * Takes events at a route.
   *
   * @param dialects of which the last is meant if no other is
   */
  IntakeEndpoint(List<Dialect> dialects, Admission admission, EventTaker taker) {
    this.dialects = List.copyOf(dialects);
    this.admission = admission;
    this.taker = taker;
  }

  @Override
  public void handle(Exchange exchange) {
    SentRequest head = exchange.head();
    Dialect dialect = dialect(head);
    exchange.readBody(
        request -> take(exchange, dialect, request),
        refusal -> exchange.answer(dialect.refuse(head, refusal)));
  }

  private Dialect dialect(SentRequest head) {
    for (Dialect dialect : dialects) {
      if (dialect.isMeant(head)) {
        return dialect;
      }
    }
    return dialects.get(dialects.size() - 1);
  }

  private void take(Exchange exchange, Dialect dialect, SentRequest request) {
    try {
      SentEvents sent = dialect.read(request);
      if (sent.events().isEmpty()) {
        exchange.answer(dialect.answer(request, List.of()));
        return;
      }
      Caller caller = admission.admit(exchange, Scope.WRITE, sent.key());
      List<Verdict> verdicts = taker.take(sent.events(), caller, request.receivedAt());
      if (verdicts.stream().allMatch(Verdict::isDropped)) {
        exchange.answer(dialect.refuse(request, noRoom()));
      } else {
        exchange.answer(dialect.answer(request, verdicts));
      }
    } catch (UnreadableRequestException e) {
      exchange.answer(dialect.refuse(request, Refusal.of(e.status(), e.reason())));
    } catch (RefusedException e) {
      exchange.addHeaders(e.headers());
      exchange.answer(dialect.refuse(request, e.refusal()));
    }
  }

  private static Refusal noRoom() {
    return new Refusal(
        503, "no event was taken, since a log has no room; send all of them again", RETRY_AFTER);
  }
}
