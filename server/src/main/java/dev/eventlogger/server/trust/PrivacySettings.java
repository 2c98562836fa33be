package dev.eventlogger.server.trust;

import static java.util.Objects.requireNonNullElse;

/**
 * What is kept of people: {@code EVENT_SERVER.privacy}.
 *
 * @param addresses how much of addresses is kept; default {@code cut}
 * @param honourGpc whether {@code Sec-GPC: 1} leaves address, program and user unkept
 * @param honourDnt whether {@code DNT: 1} does the same
 */
public record PrivacySettings(AddressPrivacy addresses, boolean honourGpc, boolean honourDnt) {

  @SuppressWarnings("NullAway") // absent settings are null before this constructor
  public PrivacySettings {
    addresses = requireNonNullElse(addresses, AddressPrivacy.CUT);
  }

  /** Nothing is configured. */
  public static final PrivacySettings DEFAULT =
      new PrivacySettings(AddressPrivacy.CUT, false, false);
}
