/** Keeps checkpoints out of reach of whoever runs the log. */
@NullMarked
package dev.eventlogger.seal.anchor;

import org.jspecify.annotations.NullMarked;
