package dev.eventlogger.server.http;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Where and how the server listens.
 *
 * @param address the address of an interface of this machine, or its name
 * @param port 0 is any that is free
 * @param tls null is none
 * @param limits what requests may ask for
 * @param stopTimeout how long stopping waits for requests that are being answered
 */
public record HttpSettings(
    String address,
    int port,
    @Nullable TlsSettings tls,
    LimitSettings limits,
    Duration stopTimeout) {}
