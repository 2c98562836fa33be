package dev.eventlogger.server.trust;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.nio.ByteBuffer;

/**
 * Whom an address counts for. For IPv6 the first 64 bits, since a household has such a prefix, and
 * may change its address within it at will.
 */
public record Household(long high, int low) {

  /** The household of an address. */
  public static Household of(InetAddress address) {
    ByteBuffer bytes = ByteBuffer.wrap(address.getAddress());
    return address instanceof Inet6Address
        ? new Household(bytes.getLong(), 0)
        : new Household(0, bytes.getInt());
  }
}
