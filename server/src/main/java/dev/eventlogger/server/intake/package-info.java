/**
 * The one way that a request's events go: read by their dialect, judged by who sent them, logged
 * together, and answered as the dialect's clients expect.
 */
@NullMarked
package dev.eventlogger.server.intake;

import org.jspecify.annotations.NullMarked;
