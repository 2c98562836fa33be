package dev.eventlogger.server.trust;

import java.net.InetAddress;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What proxies say about the requests that they forward, which is believed only of trusted ones.
 * Immutable.
 */
final class Forwarding {

  /** More than any chain of proxies has. */
  private static final int MOST_HOPS = 50;

  private static final List<String> SIGNS =
      List.of(
          "CF-Connecting-IP",
          "Forwarded",
          "True-Client-IP",
          "Via",
          "X-Client-IP",
          "X-Forwarded",
          "X-Forwarded-By",
          "X-Forwarded-Email",
          "X-Forwarded-For",
          "X-Forwarded-Host",
          "X-Forwarded-Path",
          "X-Forwarded-Port",
          "X-Forwarded-Prefix",
          "X-Forwarded-Proto",
          "X-Forwarded-Scheme",
          "X-Forwarded-Server",
          "X-Forwarded-Ssl",
          "X-Forwarded-User",
          "X-Original-Forwarded-For",
          "X-Original-Host",
          "X-Real-IP");

  private final List<AddressRange> trusted;

  Forwarding(List<AddressRange> trusted) {
    this.trusted = List.copyOf(trusted);
  }

  boolean isTrusted(InetAddress address) {
    return !trusted.isEmpty() && trusted.stream().anyMatch(range -> range.contains(address));
  }

  /**
   * The client's address: the rightmost one in {@code X-Forwarded-For} that is not a trusted
   * proxy's. Whatever stands to the left of it may be made up by the client.
   */
  InetAddress client(Approach approach) {
    InetAddress address = approach.remote();
    String[] hops = String.join(",", approach.headers().apply("X-Forwarded-For")).split(",", -1);
    for (int i = hops.length - 1; i >= Math.max(0, hops.length - MOST_HOPS); i--) {
      if (!isTrusted(address)) {
        return address;
      }
      InetAddress before = AddressText.parseForwarded(hops[i]);
      if (before == null) {
        return address;
      }
      address = before;
    }
    return address;
  }

  /** Whether the client's own connection is encrypted. */
  boolean isSecure(Approach approach) throws RefusedException {
    return approach.isSecure()
        || (isTrusted(approach.remote())
            && "https".equalsIgnoreCase(approach.only("X-Forwarded-Proto")));
  }

  /** The host that the client asked for; null if it did not say. */
  @Nullable String host(Approach approach) throws RefusedException {
    String forwarded = isTrusted(approach.remote()) ? approach.only("X-Forwarded-Host") : null;
    return forwarded != null ? forwarded : approach.only("Host");
  }

  /** Whether the headers say that a proxy has forwarded the request. */
  static boolean isForwarded(Approach approach) {
    for (String sign : SIGNS) {
      if (approach.has(sign)) {
        return true;
      }
    }
    return false;
  }
}
