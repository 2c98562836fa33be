/**
 * Schemas of events: which ones are registered, whether an event meets its own, and what of it may
 * be recorded.
 *
 * <p>An event logger finds this module on the class path through {@link
 * dev.eventlogger.schema.SchemaSection}; applications start from {@link
 * dev.eventlogger.schema.Schemas}.
 */
@NullMarked
package dev.eventlogger.schema;

import org.jspecify.annotations.NullMarked;
