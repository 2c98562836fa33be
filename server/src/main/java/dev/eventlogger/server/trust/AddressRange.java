package dev.eventlogger.server.trust;

import java.net.InetAddress;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Addresses that begin with the same bits, as in {@code 10.0.0.0/8}. Immutable. */
public final class AddressRange {

  private final byte[] first;
  private final int bits;

  private AddressRange(byte[] first, int bits) {
    this.first = first;
    this.bits = bits;
  }

  /**
   * Reads {@code 10.0.0.0/8}, {@code fd00::/8}, or one address.
   *
   * @throws IllegalArgumentException if the text is neither
   */
  public static AddressRange parse(String text) {
    int slash = text.indexOf('/');
    InetAddress address = AddressText.parse(slash < 0 ? text : text.substring(0, slash));
    Integer bits = address == null ? null : bits(text, slash, 8 * address.getAddress().length);
    if (address == null || bits == null) {
      throw new IllegalArgumentException(
          "must be an address or a range of them, such as 10.0.0.0/8 or fd00::/8");
    }
    if (!isCut(address, bits)) {
      throw new IllegalArgumentException(
          "must be a range whose address ends in zeros, such as 10.0.0.0/8: behind its "
              + bits
              + " bits something follows");
    }
    return new AddressRange(address.getAddress(), bits);
  }

  private static @Nullable Integer bits(String text, int slash, int most) {
    if (slash < 0) {
      return most;
    }
    String digits = text.substring(slash + 1);
    if (!digits.matches("[0-9]{1,3}") || Integer.parseInt(digits) > most) {
      return null;
    }
    return Integer.valueOf(digits);
  }

  private static boolean isCut(InetAddress address, int bits) {
    byte[] bytes = address.getAddress();
    return java.util.Arrays.equals(bytes, AddressPrivacy.cut(bytes, bits));
  }

  /** Whether an address is one of them. */
  public boolean contains(InetAddress address) {
    byte[] bytes = address.getAddress();
    return bytes.length == first.length
        && java.util.Arrays.equals(first, AddressPrivacy.cut(bytes, bits));
  }

  /** The range as it is configured. */
  @Override
  public String toString() {
    try {
      return String.format(
          Locale.ROOT, "%s/%d", InetAddress.getByAddress(first).getHostAddress(), bits);
    } catch (java.net.UnknownHostException e) {
      throw new IllegalStateException("an address of a wrong length", e);
    }
  }
}
