package dev.eventlogger.server.access;

import dev.eventlogger.formats.dialect.Answer;
import dev.eventlogger.formats.dialect.Refusal;
import dev.eventlogger.server.http.Exchange;
import dev.eventlogger.server.http.Guard;
import dev.eventlogger.server.trust.Approach;
import dev.eventlogger.server.trust.Caller;
import dev.eventlogger.server.trust.Gate;
import dev.eventlogger.server.trust.RateLimits;
import dev.eventlogger.server.trust.RefusedException;
import dev.eventlogger.server.trust.Scope;
import java.net.InetAddress;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** Admits exchanges, or says why not. Thread-safe. */
public final class Admission implements Guard {

  private static final int NO_CONTENT = 204;

  private final Gate gate;
  private final RateLimits rates;

  /** Admits what the gate admits, within the rate limits. */
  public Admission(Gate gate, RateLimits rates) {
    this.gate = gate;
    this.rates = rates;
  }

  @Override
  public @Nullable Refusal refuses(Exchange exchange) {
    Approach approach = approach(exchange, null, false);
    exchange.addHeaders(gate.origins().answer(approach));
    InetAddress client = gate.address(approach);
    exchange.setClient(client);
    try {
      gate.checkPlace(approach);
      rates.count(client);
      return null;
    } catch (RefusedException e) {
      return e.refusal();
    }
  }

  @Override
  public boolean isProxy(InetAddress address) {
    return gate.isProxy(address);
  }

  @Override
  public Answer preflight(Exchange exchange) {
    exchange.addHeaders(gate.origins().preflight(approach(exchange, null, false)));
    return Answer.empty(NO_CONTENT);
  }

  /**
   * Admits a client.
   *
   * @param bodyKey the key that the body carries; null if it has none
   * @throws RefusedException if the client is not admitted
   */
  public Caller admit(Exchange exchange, Scope needed, @Nullable String bodyKey)
      throws RefusedException {
    boolean isBeacon = needed == Scope.WRITE && exchange.head().method().equals("POST");
    return judged(exchange, needed, approach(exchange, bodyKey, isBeacon));
  }

  private Caller judged(Exchange exchange, Scope needed, Approach approach)
      throws RefusedException {
    Caller caller = gate.admit(approach, needed);
    rates.count(caller);
    exchange.addHeaders(gate.origins().answer(approach, caller));
    return caller;
  }

  /**
   * Admits a client that asks for a websocket.
   *
   * @return the caller; empty if the client was refused, and has been answered
   */
  public Optional<Caller> admittedToWebsocket(Exchange exchange, Scope needed) {
    try {
      return Optional.of(judged(exchange, needed, approach(exchange, null, isWebsocket(exchange))));
    } catch (RefusedException e) {
      refuse(exchange, e);
      return Optional.empty();
    }
  }

  /** Whether a client that was admitted still is, judged anew at each call of the supplier. */
  public BooleanSupplier forLong(Exchange exchange, Scope needed) {
    Map<String, List<String>> headers = exchange.copyOfHeaders();
    Approach approach =
        approach(exchange, null, isWebsocket(exchange))
            .withHeaders(name -> headers.getOrDefault(name, List.of()));
    return () -> isStillAdmitted(approach, needed);
  }

  /**
   * Signs in the user of a browser.
   *
   * @return the value of {@code Set-Cookie}
   * @throws RefusedException if the token does not allow it
   */
  public String signIn(Exchange exchange, String token) throws RefusedException {
    return gate.signIn(approach(exchange, null, false), token);
  }

  /**
   * Signs out the user of a browser.
   *
   * @return the value of {@code Set-Cookie}
   */
  public String signOut(Exchange exchange) throws RefusedException {
    return gate.signOut(approach(exchange, null, false));
  }

  private boolean isStillAdmitted(Approach approach, Scope needed) {
    try {
      Caller unused = gate.admit(approach, needed);
      return true;
    } catch (RefusedException e) {
      return false;
    }
  }

  /** Whether a client has a scope; if not, the exchange is answered with the refusal. */
  public boolean isAdmitted(Exchange exchange, Scope needed) {
    return admitted(exchange, needed).isPresent();
  }

  /**
   * The caller, if it has a scope; empty if not, and the exchange was answered with the refusal.
   */
  public Optional<Caller> admitted(Exchange exchange, Scope needed) {
    try {
      return Optional.of(admit(exchange, needed, null));
    } catch (RefusedException e) {
      refuse(exchange, e);
      return Optional.empty();
    }
  }

  /** Answers an exchange with a refusal. */
  public static void refuse(Exchange exchange, RefusedException refused) {
    exchange.addHeaders(refused.headers());
    exchange.refuse(refused.refusal());
  }

  private static boolean isWebsocket(Exchange exchange) {
    // Other upgrades, such as to HTTP/2, are requested by programs, which can send headers.
    return exchange.headers("Upgrade").stream().anyMatch("websocket"::equalsIgnoreCase);
  }

  /**
   * What a request is judged by.
   *
   * @param mayHaveKeyInUrl whether the client cannot set headers: a beacon or a websocket
   */
  private static Approach approach(
      Exchange exchange, @Nullable String bodyKey, boolean mayHaveKeyInUrl) {
    return new Approach(
        exchange.head().method(),
        exchange.head().path(),
        exchange.remote(),
        exchange.isSecure(),
        exchange::headers,
        exchange.head().query(),
        mayHaveKeyInUrl,
        bodyKey);
  }
}
