/**
 * Schemas of events: which there are, whether an event meets its own, and what of it may be
 * recorded.
 *
 * <p>An event logger finds this module on the class path by {@link
 * dev.eventlogger.schema.SchemaSection}; applications use {@link dev.eventlogger.schema.Schemas},
 * and what it gives them.
 */
@NullMarked
package dev.eventlogger.schema;

import org.jspecify.annotations.NullMarked;
