/**
 * Regular expressions as JSON Schema has them, those of ECMA-262 in Unicode mode, run by {@code
 * java.util.regex}: what has another meaning there is rewritten, and refused if it cannot be.
 * {@link dev.eventlogger.schema.pattern.CountedText} bounds the time that a search may take.
 */
@NullMarked
package dev.eventlogger.schema.pattern;

import org.jspecify.annotations.NullMarked;
