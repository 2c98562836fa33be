/**
 * Regular expressions as JSON Schema has them, those of ECMA-262 in Unicode mode, run by {@code
 * java.util.regex}: what means another thing there is written anew, and what cannot be is refused.
 * {@link dev.eventlogger.schema.pattern.CountedText} bounds what looking for one may take.
 */
@NullMarked
package dev.eventlogger.schema.pattern;

import org.jspecify.annotations.NullMarked;
