/** What the server answers of the events that logs hold: pages, counts, files, and what is live. */
@NullMarked
package dev.eventlogger.server.reading;

import org.jspecify.annotations.NullMarked;
