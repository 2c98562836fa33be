package dev.eventlogger.server;

import static java.util.Objects.requireNonNullElse;

import dev.eventlogger.server.http.HttpSettings;
import dev.eventlogger.server.http.LimitSettings;
import dev.eventlogger.server.http.TlsSettings;
import dev.eventlogger.server.intake.ConfiguredDialect;
import dev.eventlogger.server.reading.ReadingSettings;
import dev.eventlogger.server.trust.AddressRange;
import dev.eventlogger.server.trust.JwtSettings;
import dev.eventlogger.server.trust.NamePattern;
import dev.eventlogger.server.trust.OriginPattern;
import dev.eventlogger.server.trust.PrivacySettings;
import dev.eventlogger.server.trust.ProxyUserSettings;
import dev.eventlogger.server.trust.Rate;
import dev.eventlogger.server.trust.RepeatSettings;
import dev.eventlogger.server.trust.TrustSettings;
import dev.eventlogger.spi.Requirements;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The server: {@code EVENT_SERVER}.
 *
 * @param address the address to listen on; default 127.0.0.1. Any address other than loopback needs
 *     keys
 * @param port the port to listen on; default 8787; 0 means any free port
 * @param tls the server's certificate; null for plain HTTP
 * @param limits how large requests may be, and how many at once
 * @param stopTimeout how long stopping waits for requests that are being answered; default 10 s
 * @param keysFile the file with the keys, as {@code event-logger keys} writes it; null for none
 * @param secretFile the file with the secret from which ids of events are derived, which all nodes
 *     share; created with mode 0600 if it is missing. Null for a secret that ends with the process
 * @param origins the origins, besides the server's own, whose pages may send events
 * @param trustedProxies the proxies whose {@code X-Forwarded-*} headers are believed
 * @param jwt how a provider's tokens are checked; null if none are taken
 * @param proxyUser the header in which a trusted proxy names the user; null if none does
 * @param privacy what is kept about people
 * @param reservedNames names of events that only servers may log
 * @param dedupeWindow how long the server remembers which events it has taken
 * @param ratePerKey how many requests may come with one key; default 10,000 a second
 * @param ratePerAddress how many requests may come from one address; default 1,000 a second, and
 *     any number from this machine
 * @param readLog the log that is read when a question names none; null for the first log whose sink
 *     has a store
 * @param auditLog the log that records who reads what; null for the first log
 * @param reading how long questions may take, and how many are answered at once
 * @param dialects settings of dialects by name; a dialect that is not listed has its own default of
 *     being on or off
 */
public record ServerSettings(
    String address,
    Integer port,
    @Nullable TlsSettings tls,
    LimitSettings limits,
    Duration stopTimeout,
    @Nullable Path keysFile,
    @Nullable Path secretFile,
    List<OriginPattern> origins,
    List<AddressRange> trustedProxies,
    @Nullable JwtSettings jwt,
    @Nullable ProxyUserSettings proxyUser,
    PrivacySettings privacy,
    List<NamePattern> reservedNames,
    RepeatSettings dedupeWindow,
    Rate ratePerKey,
    Rate ratePerAddress,
    @Nullable String readLog,
    @Nullable String auditLog,
    ReadingSettings reading,
    Map<String, ConfiguredDialect> dialects) {

  /** The default port. */
  public static final int DEFAULT_PORT = 8787;

  private static final int LAST_PORT = 65_535;
  private static final Duration LONGEST_STOP = Duration.ofHours(1);

  @SuppressWarnings("NullAway") // absent settings are null before this constructor
  public ServerSettings {
    address = requireNonNullElse(address, "127.0.0.1");
    port = requireNonNullElse(port, DEFAULT_PORT);
    limits = requireNonNullElse(limits, LimitSettings.defaults());
    stopTimeout = requireNonNullElse(stopTimeout, Duration.ofSeconds(10));
    origins = List.copyOf(requireNonNullElse(origins, List.of()));
    trustedProxies = List.copyOf(requireNonNullElse(trustedProxies, List.of()));
    privacy = requireNonNullElse(privacy, PrivacySettings.DEFAULT);
    reservedNames = List.copyOf(requireNonNullElse(reservedNames, List.of()));
    dedupeWindow = requireNonNullElse(dedupeWindow, RepeatSettings.DEFAULT);
    ratePerKey = requireNonNullElse(ratePerKey, Rate.of(10_000));
    ratePerAddress = requireNonNullElse(ratePerAddress, Rate.of(1_000));
    reading = requireNonNullElse(reading, ReadingSettings.defaults());
    dialects = Map.copyOf(requireNonNullElse(dialects, Map.of()));
    new Requirements()
        .that(port >= 0 && port <= LAST_PORT, "port", "must be from 0 to " + LAST_PORT)
        .that(
            !stopTimeout.isNegative() && stopTimeout.compareTo(LONGEST_STOP) <= 0,
            "stop_timeout",
            "must be between 0s and 1h")
        .orThrow();
    var unused =
        new TrustSettings(
            keysFile, origins, trustedProxies, jwt, proxyUser, privacy, reservedNames);
  }

  TrustSettings trust() {
    return new TrustSettings(
        keysFile, origins, trustedProxies, jwt, proxyUser, privacy, reservedNames);
  }

  HttpSettings http() {
    return new HttpSettings(address, port, tls, limits, stopTimeout);
  }
}
