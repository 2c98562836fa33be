package dev.eventlogger.delivery;

/**
 * How full a log's queue is; what is on its way to the sink counts.
 *
 * @param events events in it
 * @param bytes bytes of JSON in it
 * @param mostEvents events that it has room for
 * @param mostBytes bytes of JSON that it has room for
 */
public record QueueFill(long events, long bytes, long mostEvents, long mostBytes) {}
