/**
 * Questions as people write them, in options of the command, parameters of the server and the
 * viewer's input. Mistakes throw an {@code IllegalArgumentException} that says what is right.
 */
@NullMarked
package dev.eventlogger.query.text;

import org.jspecify.annotations.NullMarked;
