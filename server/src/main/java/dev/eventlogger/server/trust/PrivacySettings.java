package dev.eventlogger.server.trust;

import static java.util.Objects.requireNonNullElse;

/**
 * What is kept about people: {@code EVENT_SERVER.privacy}.
 *
 * @param addresses how much of addresses is kept; default {@code cut}
 * @param honourGpc whether {@code Sec-GPC: 1} keeps address, program and user from being recorded
 * @param honourDnt whether {@code DNT: 1} does the same
 */
public record PrivacySettings(AddressPrivacy addresses, boolean honourGpc, boolean honourDnt) {

  @SuppressWarnings("NullAway") // absent settings are null before this constructor
  public PrivacySettings {
    addresses = requireNonNullElse(addresses, AddressPrivacy.CUT);
  }

  /** The defaults. */
  public static final PrivacySettings DEFAULT =
      new PrivacySettings(AddressPrivacy.CUT, false, false);
}
