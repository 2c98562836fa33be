package dev.eventlogger.server.trust;

import java.net.InetAddress;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** A request in a test: by default a POST from this machine to this machine. */
final class Request {

  private final Map<String, List<String>> headers = new LinkedHashMap<>();
  private final Map<String, List<String>> query = new LinkedHashMap<>();
  private String method = "POST";
  private InetAddress remote = address("127.0.0.1");
  private boolean isSecure;
  private boolean isKeyInUrlAllowed;
  private String bodyKey;

  private Request() {}

  static Request local() {
    return new Request().header("Host", "localhost:8787");
  }

  static Request from(String remote) {
    Request request = new Request().header("Host", "events.example.org");
    request.remote = address(remote);
    return request;
  }

  static InetAddress address(String text) {
    InetAddress address = AddressText.parse(text);
    if (address == null) {
      throw new IllegalArgumentException(text);
    }
    return address;
  }

  Request method(String method) {
    this.method = method;
    return this;
  }

  Request header(String name, String value) {
    headers.computeIfAbsent(name.toLowerCase(Locale.ROOT), unused -> new ArrayList<>()).add(value);
    return this;
  }

  Request host(String host) {
    headers.remove("host");
    return host == null ? this : header("Host", host);
  }

  Request bearer(String token) {
    return header("Authorization", "Bearer " + token);
  }

  Request query(String name, String value) {
    query.computeIfAbsent(name, unused -> new ArrayList<>()).add(value);
    return this;
  }

  Request keyInUrlAllowed() {
    isKeyInUrlAllowed = true;
    return this;
  }

  Request secure() {
    isSecure = true;
    return this;
  }

  Request bodyKey(String key) {
    bodyKey = key;
    return this;
  }

  Approach approach() {
    return new Approach(
        method,
        "/v1/events",
        remote,
        isSecure,
        name -> headers.getOrDefault(name.toLowerCase(Locale.ROOT), List.of()),
        query,
        isKeyInUrlAllowed,
        bodyKey);
  }
}
