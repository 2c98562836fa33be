/**
 * The event and its canonical JSON. Depends on no other package of ours; every package may use it.
 */
@NullMarked
package dev.eventlogger.event;

import org.jspecify.annotations.NullMarked;
