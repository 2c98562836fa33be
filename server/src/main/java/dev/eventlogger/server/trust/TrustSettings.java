package dev.eventlogger.server.trust;

import static java.util.Objects.requireNonNullElse;

import dev.eventlogger.spi.Requirements;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Whom the server admits, and what it believes: the settings of {@code EVENT_SERVER} that concern
 * trust.
 *
 * @param keysFile the file with the keys; null for none
 * @param origins the origins, besides the server's own, whose pages may send events
 * @param trustedProxies the proxies whose {@code X-Forwarded-*} headers are believed
 * @param jwt how a provider's tokens are checked; null if none are taken
 * @param proxyUser the header in which a trusted proxy names the user; null if none does
 * @param privacy what is kept about people
 * @param reservedNames names of events that only servers may log
 */
public record TrustSettings(
    @Nullable Path keysFile,
    List<OriginPattern> origins,
    List<AddressRange> trustedProxies,
    @Nullable JwtSettings jwt,
    @Nullable ProxyUserSettings proxyUser,
    PrivacySettings privacy,
    List<NamePattern> reservedNames) {

  @SuppressWarnings("NullAway") // absent settings are null before this constructor
  public TrustSettings {
    origins = List.copyOf(requireNonNullElse(origins, List.of()));
    trustedProxies = List.copyOf(requireNonNullElse(trustedProxies, List.of()));
    privacy = requireNonNullElse(privacy, PrivacySettings.DEFAULT);
    reservedNames = List.copyOf(requireNonNullElse(reservedNames, List.of()));
    new Requirements()
        .that(
            proxyUser == null || !trustedProxies.isEmpty(),
            "proxy_user",
            "needs trusted_proxies, whose headers are believed, such as [10.0.0.0/8]")
        .orThrow();
  }

  /** Nothing is configured: loopback only, without keys. */
  @SuppressWarnings("NullAway") // absent settings take their defaults
  public static TrustSettings none() {
    return new TrustSettings(null, null, null, null, null, null, null);
  }

  /** Whether callers can identify themselves: by a key, a token or a trusted proxy. */
  public boolean hasKeys() {
    return keysFile != null || jwt != null || proxyUser != null;
  }
}
