/** Compares what a store holds with its seals. */
@NullMarked
package dev.eventlogger.cli.verify;

import org.jspecify.annotations.NullMarked;
