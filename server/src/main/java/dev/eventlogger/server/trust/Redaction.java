package dev.eventlogger.server.trust;

import java.net.InetAddress;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What is taken out of events before they are logged: secrets in URLs, and of addresses what is not
 * to be kept. Thread-safe.
 */
final class Redaction {

  /** Names under which clients send addresses; a value that is none stays. */
  private static final Set<String> ADDRESSES =
      Set.of(
          "$ip",
          "address",
          "client_address",
          "client_ip",
          "ip",
          "ip_address",
          "ipAddress",
          "remote_addr",
          "remote_address",
          "client.address");

  private static final Set<String> ADDRESSES_IN_DATA = Set.of("$ip");

  private final KeptAddress addresses;

  Redaction(KeptAddress addresses) {
    this.addresses = addresses;
  }

  /** A context without them. */
  Map<String, @Nullable Object> context(Map<String, ?> context, Instant at) {
    return object(context, ADDRESSES, at);
  }

  /** Data without them. An address in there is the application's own matter. */
  Map<String, @Nullable Object> data(Map<String, ?> data, Instant at) {
    return object(data, ADDRESSES_IN_DATA, at);
  }

  private Map<String, @Nullable Object> object(Map<?, ?> map, Set<String> named, Instant at) {
    Map<String, @Nullable Object> kept = new LinkedHashMap<>();
    map.forEach(
        (name, value) -> {
          String key = String.valueOf(name);
          InetAddress address = named.contains(key) ? address(value) : null;
          if (address == null) {
            kept.put(key, value(value, named, at));
          } else {
            String text = addresses.of(address, at);
            if (text != null) {
              kept.put(key, text);
            }
          }
        });
    return kept;
  }

  private static @Nullable InetAddress address(@Nullable Object value) {
    return value instanceof String text ? AddressText.parseForwarded(text) : null;
  }

  private @Nullable Object value(@Nullable Object value, Set<String> named, Instant at) {
    if (value instanceof String text) {
      return UrlSecrets.without(text);
    }
    if (value instanceof Map<?, ?> map) {
      return object(map, named, at);
    }
    if (value instanceof List<?> list) {
      List<@Nullable Object> items = new ArrayList<>(list.size());
      list.forEach(item -> items.add(value(item, named, at)));
      return items;
    }
    return value;
  }
}
