package dev.eventlogger.config;

import org.jspecify.annotations.Nullable;

/**
 * A sink or a store that a configuration can name.
 *
 * @param name the one that {@code EVENT_LOGGER_NAME} uses
 * @param className its class
 * @param origin the JAR or folder it comes from
 * @param version according to the JAR's manifest; null if that has none
 */
public record FoundPlugin(String name, String className, String origin, @Nullable String version) {}
