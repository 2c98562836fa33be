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
 * to be kept. Thread-safe. Where nothing is to be taken out, what was given is returned.
 */
final class Redaction {

  /** Names under which clients send addresses; a value that is none stays. */
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

  /** Stands for a member that goes. */
  private static final Object NOTHING = new Object();

  private final KeptAddress addresses;

  Redaction(KeptAddress addresses) {
    this.addresses = addresses;
  }

  /** A context without them. */
  Map<String, ?> context(Map<String, ?> context, Instant at) {
    return object(context, IN_CONTEXT, at);
  }

  /** Data without them. Addresses in there are the application's own matter, but for PostHog's. */
  Map<String, ?> data(Map<String, ?> data, Instant at) {
    return object(data, IN_DATA, at);
  }

  /** A text without them. */
  @Nullable String text(@Nullable String text) {
    return text == null || text.isEmpty() ? text : UrlSecrets.without(text);
  }

  @SuppressWarnings("unchecked") // objects in JSON have no other keys than text
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
