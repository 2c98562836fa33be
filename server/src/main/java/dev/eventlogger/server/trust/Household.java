package dev.eventlogger.server.trust;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.nio.ByteBuffer;

/**
 * Whom an address counts for: of IPv6 the first 64 bits, of which a household has one, and within
 * which it may change as it likes.
 */
public record Household(long high, int low) {

  /** That of an address. */
  public static Household of(InetAddress address) {
    ByteBuffer bytes = ByteBuffer.wrap(address.getAddress());
    return address instanceof Inet6Address
        ? new Household(bytes.getLong(), 0)
        : new Household(0, bytes.getInt());
  }
}
