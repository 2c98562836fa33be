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

/** Lets exchanges in, or says why not. Thread-safe. */
public final class Admission implements Guard {

  private static final int NO_CONTENT = 204;

  private final Gate gate;
  private final RateLimits rates;

  /** Admission by a gate, and by how often somebody comes. */
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
   * Lets a client in.
   *
   * @param bodyKey the key that the body carries; null if it has none
   * @throws RefusedException if it may not
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
   * Lets a client in that wants a websocket.
   *
   * @return who it is; empty if it may not, and was answered so
   */
  public Optional<Caller> admittedToWebsocket(Exchange exchange, Scope needed) {
    try {
      return Optional.of(judged(exchange, needed, approach(exchange, null, isWebsocket(exchange))));
    } catch (RefusedException e) {
      refuse(exchange, e);
      return Optional.empty();
    }
  }

  /** Whether a client that was let in still may, whenever it is asked. */
  public BooleanSupplier forLong(Exchange exchange, Scope needed) {
    Map<String, List<String>> headers = exchange.copyOfHeaders();
    Approach approach =
        approach(exchange, null, isWebsocket(exchange))
            .withHeaders(name -> headers.getOrDefault(name, List.of()));
    return () -> isStillAdmitted(approach, needed);
  }

  /**
   * Signs somebody in who uses a browser.
   *
   * @return the value of {@code Set-Cookie}
   * @throws RefusedException if he may not
   */
  public String signIn(Exchange exchange, String token) throws RefusedException {
    return gate.signIn(approach(exchange, null, false), token);
  }

  /**
   * Signs somebody out.
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

  /** Whether a client may do something; if not, it is answered so. */
  public boolean isAdmitted(Exchange exchange, Scope needed) {
    return admitted(exchange, needed).isPresent();
  }

  /** Who asks for something; empty if he may not, and was answered so. */
  public Optional<Caller> admitted(Exchange exchange, Scope needed) {
    try {
      return Optional.of(admit(exchange, needed, null));
    } catch (RefusedException e) {
      refuse(exchange, e);
      return Optional.empty();
    }
  }

  /** Answers that somebody may not do what he asks for. */
  public static void refuse(Exchange exchange, RefusedException refused) {
    exchange.addHeaders(refused.headers());
    exchange.refuse(refused.refusal());
  }

  private static boolean isWebsocket(Exchange exchange) {
    // Other upgrades are asked for by programs, such as to HTTP/2.
    return exchange.headers("Upgrade").stream().anyMatch("websocket"::equalsIgnoreCase);
  }

  /**
   * What a request is judged by.
   *
   * @param mayHaveKeyInUrl whether it can send no header: a beacon or a websocket
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
