/**
 * The read side: what a store of events can be asked, and what the answers mean.
 *
 * <p>{@link dev.eventlogger.query.EventFilter#matches} and {@link
 * dev.eventlogger.query.Field#scalars} are the definition that every store follows.
 */
@NullMarked
package dev.eventlogger.query;

import org.jspecify.annotations.NullMarked;
