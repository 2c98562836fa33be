/** What would become of events: the command {@code explain}, and {@code /api/validate}. */
@NullMarked
package dev.eventlogger.server.forecast;

import org.jspecify.annotations.NullMarked;
