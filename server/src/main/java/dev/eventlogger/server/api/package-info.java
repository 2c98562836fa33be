/**
 * The paths under {@code /api} and {@code /view}: who may ask what, which threads wait for stores,
 * and what is recorded in the audit log.
 */
@NullMarked
package dev.eventlogger.server.api;

import org.jspecify.annotations.NullMarked;
