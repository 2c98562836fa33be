/** The files of the browser client are small, whole, and up to date. */
@NullMarked
package dev.eventlogger.client;

import org.jspecify.annotations.NullMarked;
