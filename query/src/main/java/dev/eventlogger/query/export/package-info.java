/**
 * Writes events out, into files and for other programs: the columns that can be asked for, and the
 * forms that are written one event at a time. For the command and the server.
 */
@NullMarked
package dev.eventlogger.query.export;

import org.jspecify.annotations.NullMarked;
