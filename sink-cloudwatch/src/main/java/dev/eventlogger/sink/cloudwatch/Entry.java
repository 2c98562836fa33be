package dev.eventlogger.sink.cloudwatch;

import dev.eventlogger.event.Event;

/**
 * An event as it is to be sent.
 *
 * @param event what it was made of
 * @param millis the log event's time, since 1970
 * @param message the log event's text
 * @param bytes the bytes of the text in UTF-8
 */
record Entry(Event event, long millis, String message, int bytes) {}
