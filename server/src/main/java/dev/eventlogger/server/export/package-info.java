/**
 * Events as files for spreadsheets, and all forms that the server exports. Knows no HTTP server.
 */
@NullMarked
package dev.eventlogger.server.export;

import org.jspecify.annotations.NullMarked;
