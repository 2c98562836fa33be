/**
 * Events on their way out, into files and other programs: the columns that are asked for, and the
 * forms that are written, an event at a time. For the command and the server.
 */
@NullMarked
package dev.eventlogger.query.export;

import org.jspecify.annotations.NullMarked;
