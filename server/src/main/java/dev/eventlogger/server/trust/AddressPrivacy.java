package dev.eventlogger.server.trust;

import java.util.Arrays;

/** How much of a client's address is kept. */
public enum AddressPrivacy {
  /** The first 24 bits of IPv4, the first 48 of IPv6; the rest is zeros. */
  CUT,
  /** A keyed hash that changes daily: the same within a day, and not traceable to the address. */
  HASH,
  /** Nothing. */
  DROP,
  /** All of it. */
  KEEP;

  private static final int V4_BITS = 24;
  private static final int V6_BITS = 48;

  /** The first bits, and zeros. */
  static byte[] cut(byte[] address, int bits) {
    byte[] cut = Arrays.copyOf(address, address.length);
    for (int i = 0; i < cut.length; i++) {
      int kept = Math.max(0, Math.min(8, bits - 8 * i));
      cut[i] &= (byte) (0xFF << (8 - kept));
    }
    return cut;
  }

  /** What is kept of an address that is cut. */
  static byte[] cut(byte[] address) {
    return cut(address, address.length == 4 ? V4_BITS : V6_BITS);
  }
}
