/**
 * The registered schemas, and whether an event's data meets one.
 *
 * <p>A schema goes through these steps when it is registered, and each step only has to handle what
 * the one before lets through:
 *
 * <ol>
 *   <li>{@code SchemaText}: text becomes plain maps and lists, of bounded size
 *   <li>{@code SchemaDocument}: its key, its draft, and where its subschemas are
 *   <li>{@code MetaSchemas}: the draft's meta-schema accepts it
 *   <li>{@code SchemaLinker}: it becomes one document with everything that it refers to
 *   <li>{@code VertxRun}: Vert.x's validator, with its traps closed
 *   <li>{@code CheckCompiler}: the fast validator that knows only "surely valid" and "ask"
 * </ol>
 */
@NullMarked
package dev.eventlogger.schema.registry;

import org.jspecify.annotations.NullMarked;
