package dev.eventlogger.server.http;

import static java.util.Objects.requireNonNullElse;

import dev.eventlogger.spi.Requirements;
import java.time.Duration;

/**
 * Limits on one request, one client, and all clients together: {@code EVENT_SERVER.limits}.
 *
 * @param bodyBytes most bytes of a body as it is sent; default 1 MiB. More is answered with 413
 * @param inflatedBytes most bytes of a compressed body once inflated; default 16 MiB. Inflating
 *     stops there, and more is answered with 413
 * @param events most events of a request; default 10,000. More are answered with 413
 * @param headerBytes most bytes of a request's line and headers; default 16 KiB. More are answered
 *     with 431
 * @param headerTimeout how long a request's line and headers may take to arrive; default 10 s. Then
 *     the connection is closed
 * @param idleTimeout how long a connection may be silent; default 30 s. Then it is closed
 * @param bytesPerSecond the least rate of a body, counted once {@code header_timeout} has passed;
 *     default 4,096. A slower body is answered with 408
 * @param connections most connections; default 20,000. More are not accepted until one is closed
 * @param connectionsPerAddress most connections from one address; default 1,000. More are closed
 * @param bytesInFlight most bytes of bodies that are being read or logged; default an eighth of the
 *     heap, at least 32 MiB. More are answered with 503
 * @param threads most threads that handle requests; default 200, at least 8
 * @param websockets most websockets, and most event streams; default 1,000 of each. More are
 *     answered with 503
 */
public record LimitSettings(
    Integer bodyBytes,
    Integer inflatedBytes,
    Integer events,
    Integer headerBytes,
    Duration headerTimeout,
    Duration idleTimeout,
    Integer bytesPerSecond,
    Integer connections,
    Integer connectionsPerAddress,
    Long bytesInFlight,
    Integer threads,
    Integer websockets) {

  private static final int MIB = 1024 * 1024;
  private static final int LARGEST = 256 * MIB;
  private static final Duration LONGEST = Duration.ofHours(1);

  @SuppressWarnings("NullAway") // absent settings are null before this constructor
  public LimitSettings {
    bodyBytes = requireNonNullElse(bodyBytes, MIB);
    inflatedBytes = requireNonNullElse(inflatedBytes, 16 * MIB);
    events = requireNonNullElse(events, 10_000);
    headerBytes = requireNonNullElse(headerBytes, 16 * 1024);
    headerTimeout = requireNonNullElse(headerTimeout, Duration.ofSeconds(10));
    idleTimeout = requireNonNullElse(idleTimeout, Duration.ofSeconds(30));
    bytesPerSecond = requireNonNullElse(bytesPerSecond, 4_096);
    connections = requireNonNullElse(connections, 20_000);
    connectionsPerAddress = requireNonNullElse(connectionsPerAddress, 1_000);
    bytesInFlight =
        requireNonNullElse(
            bytesInFlight, Math.max(32L * MIB, Runtime.getRuntime().maxMemory() / 8));
    threads = requireNonNullElse(threads, 200);
    websockets = requireNonNullElse(websockets, 1_000);
    new Requirements()
        .that(isSize(bodyBytes), "body_bytes", "must be from 1 to " + LARGEST)
        .that(isSize(inflatedBytes), "inflated_bytes", "must be from 1 to " + LARGEST)
        .that(events > 0, "events", "must be more than 0")
        .that(
            headerBytes >= 1024 && headerBytes <= MIB,
            "header_bytes",
            "must be from 1024 to " + MIB)
        .that(isTime(headerTimeout), "header_timeout", "must be from 1s to 1h")
        .that(isTime(idleTimeout), "idle_timeout", "must be from 1s to 1h")
        .that(bytesPerSecond >= 0, "bytes_per_second", "must not be negative; 0 is any rate")
        .that(connections > 0, "connections", "must be more than 0")
        .that(connectionsPerAddress > 0, "connections_per_address", "must be more than 0")
        .that(
            bytesInFlight > (long) bodyBytes + inflatedBytes,
            "bytes_in_flight",
            "must be more than body_bytes and inflated_bytes together")
        .that(threads >= 8 && threads <= 10_000, "threads", "must be from 8 to 10000")
        .that(websockets >= 0, "websockets", "must not be negative; 0 is none")
        .orThrow();
  }

  /** The defaults. */
  @SuppressWarnings("NullAway") // absent settings take their defaults
  public static LimitSettings defaults() {
    return new LimitSettings(
        null, null, null, null, null, null, null, null, null, null, null, null);
  }

  private static boolean isSize(int bytes) {
    return bytes > 0 && bytes <= LARGEST;
  }

  private static boolean isTime(Duration time) {
    return time.compareTo(Duration.ofSeconds(1)) >= 0 && time.compareTo(LONGEST) <= 0;
  }
}
