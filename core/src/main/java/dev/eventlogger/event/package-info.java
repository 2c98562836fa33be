/**
 * What an event is, and its canonical JSON. It stands on nothing of ours; everything may use it.
 */
@NullMarked
package dev.eventlogger.event;

import org.jspecify.annotations.NullMarked;
