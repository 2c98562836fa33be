/**
 * The server: takes events over HTTP, in the dialects of the clients that people already have. For
 * applications that embed it, and for the command.
 */
@NullMarked
package dev.eventlogger.server;

import org.jspecify.annotations.NullMarked;
