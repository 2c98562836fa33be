package dev.eventlogger.server.http;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Where and how the server listens.
 *
 * @param address the address of an interface of this machine, or its name
 * @param port the port; 0 means any free port
 * @param tls the server's certificate; null for plain HTTP
 * @param limits how large requests may be, and how many at once
 * @param stopTimeout how long stopping waits for requests that are being answered
 */
public record HttpSettings(
    String address,
    int port,
    @Nullable TlsSettings tls,
    LimitSettings limits,
    Duration stopTimeout) {}
