/** Questions and answers over HTTP, made what a store can be asked. Knows no HTTP server. */
@NullMarked
package dev.eventlogger.server.reading;

import org.jspecify.annotations.NullMarked;
