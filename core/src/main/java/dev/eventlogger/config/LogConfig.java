package dev.eventlogger.config;

/**
 * One chosen log.
 *
 * @param name its name, unique among the chosen ones
 * @param logger the name of its sink
 * @param settings what is the sink's: all but {@code logger}, {@code when} and {@code delivery}
 * @param when which events it takes; empty for all
 * @param delivery what it overrides of {@code EVENT_DELIVERY}
 */
public record LogConfig(
    String name, String logger, Section settings, Section when, Section delivery) {}
