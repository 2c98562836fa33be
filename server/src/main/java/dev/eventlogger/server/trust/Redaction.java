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
 * Removes from events, before they are logged, secrets in URLs and the parts of addresses that must
 * not be kept. Thread-safe. If there is nothing to remove, the argument itself is returned.
 */
final class Redaction {

  /** Names under which clients send addresses; a value that is not an address stays. */
  private static final Set<String> IN_CONTEXT =
      Set.of(
          "$ip",
          "address",
          "client_address",
          "client_ip",
          "ip",
          "ipAddress",
          "ip_address",
          "remote_addr",
          "remote_address");

  private static final Set<String> IN_DATA = Set.of("$ip");

  /** Stands for a member to be removed. */
  private static final Object NOTHING = new Object();

  private final KeptAddress addresses;

  Redaction(KeptAddress addresses) {
    this.addresses = addresses;
  }

  /** Redacts a context. */
  Map<String, ?> context(Map<String, ?> context, Instant at) {
    return object(context, IN_CONTEXT, at);
  }

  /** Redacts data. Addresses in data are the application's own matter, except for PostHog's. */
  Map<String, ?> data(Map<String, ?> data, Instant at) {
    return object(data, IN_DATA, at);
  }

  /** Redacts a text. */
  @Nullable String text(@Nullable String text) {
    return text == null || text.isEmpty() ? text : UrlSecrets.without(text);
  }

  @SuppressWarnings("unchecked") // keys of JSON objects are always texts
  private <M extends Map<?, ?>> M object(M map, Set<String> named, Instant at) {
    Map<Object, @Nullable Object> changed = null;
    for (Map.Entry<?, ?> member : map.entrySet()) {
      Object kept = member(member.getKey(), member.getValue(), named, at);
      if (kept != member.getValue()) {
        changed = changed == null ? new LinkedHashMap<>(map) : changed;
        if (kept == NOTHING) {
          changed.remove(member.getKey());
        } else {
          changed.put(member.getKey(), kept);
        }
      }
    }
    return changed == null ? map : (M) changed;
  }

  private @Nullable Object member(
      Object name, @Nullable Object value, Set<String> named, Instant at) {
    InetAddress address =
        value instanceof String text && named.contains(name)
            ? AddressText.parseForwarded(text)
            : null;
    if (address == null) {
      return value(value, named, at);
    }
    String kept = addresses.of(address, at);
    return kept == null ? NOTHING : kept;
  }

  private @Nullable Object value(@Nullable Object value, Set<String> named, Instant at) {
    if (value instanceof String text) {
      return text(text);
    }
    if (value instanceof Map<?, ?> map) {
      return object(map, named, at);
    }
    return value instanceof List<?> list ? list(list, named, at) : value;
  }

  private List<?> list(List<?> list, Set<String> named, Instant at) {
    List<@Nullable Object> changed = null;
    for (int i = 0; i < list.size(); i++) {
      Object kept = value(list.get(i), named, at);
      if (kept != list.get(i)) {
        changed = changed == null ? new ArrayList<>(list) : changed;
        changed.set(i, kept);
      }
    }
    return changed == null ? list : changed;
  }
}
