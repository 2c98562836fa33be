package dev.eventlogger.testing.kafka;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The ports of a broker, on the loopback address. Immutable.
 *
 * @param plain for everybody
 * @param proxied the same, for clients that come through a proxy
 * @param secure for users, over TLS
 * @param controller for the broker itself
 */
record BrokerPorts(int plain, int proxied, int secure, int controller) {

  private static final String HOST = "127.0.0.1:";

  /** Ports that are free now, and will most likely stay so. */
  static BrokerPorts free() {
    return new BrokerPorts(freePort(), freePort(), freePort(), freePort());
  }

  private static int freePort() {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * The broker's properties for these ports.
   *
   * @param proxy the port that clients of {@link #proxied} are told to use
   */
  Map<String, String> properties(int proxy, boolean hasUsers) {
    Map<String, Integer> clients = new TreeMap<>(Map.of("PLAIN", plain, "PROXIED", proxied));
    String protocols = "CONTROLLER:PLAINTEXT,PLAIN:PLAINTEXT,PROXIED:PLAINTEXT";
    if (hasUsers) {
      clients.put("SECURE", secure);
      protocols += ",SECURE:SASL_SSL";
    }
    String listeners = addresses(clients) + ",CONTROLLER://" + HOST + controller;
    clients.put("PROXIED", proxy);
    return Map.of(
        "listeners",
        listeners,
        "advertised.listeners",
        addresses(clients),
        "listener.security.protocol.map",
        protocols,
        "controller.listener.names",
        "CONTROLLER",
        "inter.broker.listener.name",
        "PLAIN",
        "controller.quorum.bootstrap.servers",
        HOST + controller);
  }

  private static String addresses(Map<String, Integer> ports) {
    List<String> addresses = new ArrayList<>();
    ports.forEach((name, port) -> addresses.add(name + "://" + HOST + port));
    return String.join(",", addresses);
  }
}
