/** What an event is, and its forms as JSON. */
@NullMarked
package dev.eventlogger.event;

import org.jspecify.annotations.NullMarked;
