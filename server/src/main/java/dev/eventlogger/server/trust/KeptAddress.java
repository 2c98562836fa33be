package dev.eventlogger.server.trust;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/** Reduces addresses to what is kept of them. Thread-safe. */
final class KeptAddress {

  private static final int HASH_BYTES = 16;

  private final AddressPrivacy privacy;
  private final ServerSecret secret;

  KeptAddress(AddressPrivacy privacy, ServerSecret secret) {
    this.privacy = privacy;
    this.secret = secret;
  }

  /**
   * What is kept of an address; null for nothing.
   *
   * @param at when it was seen: its hash differs from day to day (UTC)
   */
  @Nullable String of(InetAddress address, Instant at) {
    return switch (privacy) {
      case KEEP -> withoutZone(address.getAddress());
      case CUT -> withoutZone(AddressPrivacy.cut(address.getAddress()));
      case HASH -> hash(address.getAddress(), LocalDate.ofInstant(at, ZoneOffset.UTC));
      case DROP -> null;
    };
  }

  private String hash(byte[] address, LocalDate day) {
    byte[] hash = secret.hmacBelow("address " + day, address);
    return HexFormat.of().formatHex(hash, 0, HASH_BYTES);
  }

  private static String withoutZone(byte[] address) {
    try {
      return InetAddress.getByAddress(address).getHostAddress();
    } catch (UnknownHostException e) {
      throw new IllegalStateException("an address of a wrong length", e);
    }
  }
}
