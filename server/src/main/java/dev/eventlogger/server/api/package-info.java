/**
 * The paths under {@code /api} and {@code /view}: who may ask what, who waits, and what is noted.
 */
@NullMarked
package dev.eventlogger.server.api;

import org.jspecify.annotations.NullMarked;
