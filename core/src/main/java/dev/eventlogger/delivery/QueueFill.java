package dev.eventlogger.delivery;

/**
 * How full a log's queue is.
 *
 * @param events events in it, or on their way to the sink
 * @param bytes bytes of JSON in it
 * @param mostEvents events that it has room for; {@code Long.MAX_VALUE} for a journal, which bounds
 *     bytes alone
 * @param mostBytes bytes of JSON that it has room for
 */
public record QueueFill(long events, long bytes, long mostEvents, long mostBytes) {}
