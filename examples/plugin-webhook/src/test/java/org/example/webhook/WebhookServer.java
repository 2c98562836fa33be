package org.example.webhook;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Remembers the lines that are posted to it. Thread-safe. */
final class WebhookServer implements AutoCloseable {

  private final List<String> lines = Collections.synchronizedList(new ArrayList<>());
  private final HttpServer http;
  private volatile int failuresLeft;

  WebhookServer() throws IOException {
    http = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    http.createContext("/events", this::take);
    http.start();
  }

  String url() {
    return "http://127.0.0.1:" + http.getAddress().getPort() + "/events";
  }

  /** The lines that were posted, in the order of arrival. */
  List<String> lines() {
    return List.copyOf(lines);
  }

  /** Answers the next posts with 503, and discards them. */
  void failNext(int posts) {
    failuresLeft = posts;
  }

  private synchronized void take(HttpExchange exchange) throws IOException {
    try (exchange) {
      String body = new String(exchange.getRequestBody().readAllBytes(), UTF_8);
      if (failuresLeft > 0) {
        failuresLeft--;
        exchange.sendResponseHeaders(503, -1);
      } else {
        lines.addAll(List.of(body.split("\n")));
        exchange.sendResponseHeaders(204, -1);
      }
    }
  }

  @Override
  public void close() {
    http.stop(0);
  }
}
