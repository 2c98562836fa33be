package dev.eventlogger.config;

import org.jspecify.annotations.Nullable;

/**
 * A sink, or a store, that can be named.
 *
 * @param name what {@code EVENT_LOGGER_NAME} calls it
 * @param className its class
 * @param origin the JAR or folder it comes from
 * @param version what the JAR's manifest says; null if it says nothing
 */
public record FoundPlugin(String name, String className, String origin, @Nullable String version) {}
