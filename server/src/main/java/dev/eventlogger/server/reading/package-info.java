/**
 * Turns questions over HTTP into queries of a store, and results into answers. Knows no HTTP
 * server.
 */
@NullMarked
package dev.eventlogger.server.reading;

import org.jspecify.annotations.NullMarked;
