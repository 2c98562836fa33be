/** Compares what a store holds with the seals that were made of it. */
@NullMarked
package dev.eventlogger.cli.verify;

import org.jspecify.annotations.NullMarked;
