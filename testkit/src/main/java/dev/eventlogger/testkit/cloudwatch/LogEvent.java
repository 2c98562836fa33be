package dev.eventlogger.testkit.cloudwatch;

/**
 * A log event that the fake has taken.
 *
 * @param stream the log stream that it was put into
 * @param timestamp milliseconds since 1970, as it was sent
 * @param ingestionTime milliseconds since 1970, when the fake took it
 * @param message the text
 */
public record LogEvent(String stream, long timestamp, long ingestionTime, String message) {}
