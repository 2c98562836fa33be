/** Where checkpoints are kept out of reach of who runs the log. */
@NullMarked
package dev.eventlogger.seal.anchor;

import org.jspecify.annotations.NullMarked;
