/** Asks one of our servers instead of a store, so that commands work from anywhere. */
@NullMarked
package dev.eventlogger.cli.remote;

import org.jspecify.annotations.NullMarked;
