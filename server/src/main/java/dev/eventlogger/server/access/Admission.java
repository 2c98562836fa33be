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
    Approach approach = approach(exchange, null);
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
    exchange.addHeaders(gate.origins().preflight(approach(exchange, null)));
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
    Approach approach = approach(exchange, bodyKey);
    Caller caller = gate.admit(approach, needed);
    rates.count(caller);
    exchange.addHeaders(gate.origins().answer(approach, caller));
    return caller;
  }

  /**
   * Lets a client in for long.
   *
   * @return whether it still may, whenever it is asked; empty if it may not now, and was answered
   *     so
   */
  public Optional<BooleanSupplier> admitForLong(Exchange exchange, Scope needed) {
    if (!isAdmitted(exchange, needed)) {
      return Optional.empty();
    }
    return Optional.of(forLong(exchange, needed));
  }

  /** Whether a client that was let in still may, whenever it is asked. */
  public BooleanSupplier forLong(Exchange exchange, Scope needed) {
    Map<String, List<String>> headers = exchange.copyOfHeaders();
    Approach approach =
        approach(exchange, null).withHeaders(name -> headers.getOrDefault(name, List.of()));
    return () -> isStillAdmitted(approach, needed);
  }

  /**
   * Signs somebody in who uses a browser.
   *
   * @return the value of {@code Set-Cookie}
   * @throws RefusedException if he may not
   */
  public String signIn(Exchange exchange, String token) throws RefusedException {
    return gate.signIn(approach(exchange, null), token);
  }

  /**
   * Signs somebody out.
   *
   * @return the value of {@code Set-Cookie}
   */
  public String signOut(Exchange exchange) throws RefusedException {
    return gate.signOut(approach(exchange, null));
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

  /** Keys in URLs are for those that can send no header: beacons and websockets. */
  private static Approach approach(Exchange exchange, @Nullable String bodyKey) {
    // Other upgrades are asked for by programs, such as to HTTP/2.
    boolean isWebsocket =
        exchange.headers("Upgrade").stream().anyMatch("websocket"::equalsIgnoreCase);
    boolean isKeyInUrlAllowed = exchange.head().method().equals("POST") || isWebsocket;
    return new Approach(
        exchange.head().method(),
        exchange.head().path(),
        exchange.remote(),
        exchange.isSecure(),
        exchange::headers,
        exchange.head().query(),
        isKeyInUrlAllowed,
        bodyKey);
  }
}
