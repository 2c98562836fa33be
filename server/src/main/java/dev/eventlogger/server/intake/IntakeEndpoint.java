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
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

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
   * @param dialects the dialects of the route; the last applies if no other is recognized
   */
  IntakeEndpoint(List<Dialect> dialects, Admission admission, EventTaker taker) {
    this.dialects = List.copyOf(dialects);
    this.admission = admission;
    this.taker = taker;
  }

  @Override
  public boolean isSafe() {
    return false;
  }

  @Override
  public void refuse(Exchange exchange, Refusal refusal) {
    exchange.answer(dialect(exchange.head()).refuse(exchange.head(), refusal));
  }

  /** The caller is checked before the body is read, unless only the body may contain its key. */
  @Override
  public void handle(Exchange exchange) {
    SentRequest head = exchange.head();
    Dialect dialect = dialect(head);
    if (dialect.isQuestion(head)) {
      read(exchange, dialect, request -> exchange.answer(dialect.answer(request, List.of())));
    } else if (dialect.hasKeyInBody()) {
      read(exchange, dialect, request -> take(exchange, dialect, request, null));
    } else {
      admitted(exchange, dialect, head, null)
          .ifPresent(
              caller ->
                  read(exchange, dialect, request -> take(exchange, dialect, request, caller)));
    }
  }

  private static void read(Exchange exchange, Dialect dialect, Consumer<SentRequest> whole) {
    exchange.readBody(whole, refusal -> exchange.answer(dialect.refuse(exchange.head(), refusal)));
  }

  private Dialect dialect(SentRequest head) {
    for (Dialect dialect : dialects) {
      if (dialect.isMeant(head)) {
        return dialect;
      }
    }
    return dialects.get(dialects.size() - 1);
  }

  /**
   * Takes a request's events, from a known caller or from the one that the body's key identifies.
   */
  private void take(
      Exchange exchange, Dialect dialect, SentRequest request, @Nullable Caller known) {
    SentEvents sent;
    try {
      sent = dialect.read(request);
    } catch (UnreadableRequestException e) {
      exchange.answer(dialect.refuse(request, e.refusal()));
      return;
    }
    if (known != null) {
      log(exchange, dialect, request, sent, known);
    } else {
      admitted(exchange, dialect, request, sent.key())
          .ifPresent(caller -> log(exchange, dialect, request, sent, caller));
    }
  }

  private void log(
      Exchange exchange, Dialect dialect, SentRequest request, SentEvents sent, Caller caller) {
    List<Verdict> verdicts = taker.take(sent.events(), caller, request.receivedAt());
    boolean isNoneTaken = !verdicts.isEmpty() && verdicts.stream().allMatch(Verdict::isDropped);
    exchange.answer(
        isNoneTaken ? dialect.refuse(request, noRoom()) : dialect.answer(request, verdicts));
  }

  /** The caller; empty if it is not admitted, and the exchange was answered with the refusal. */
  private Optional<Caller> admitted(
      Exchange exchange, Dialect dialect, SentRequest request, @Nullable String bodyKey) {
    try {
      return Optional.of(admission.admit(exchange, Scope.WRITE, bodyKey));
    } catch (RefusedException e) {
      exchange.addHeaders(e.headers());
      exchange.answer(dialect.refuse(request, e.refusal()));
      return Optional.empty();
    }
  }

  private static Refusal noRoom() {
    return new Refusal(
        503, "no event was taken, since a log has no room; send all of them again", RETRY_AFTER);
  }
}
