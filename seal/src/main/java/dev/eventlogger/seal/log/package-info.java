/** Seals what a log delivers: what core loads when a log is configured with {@code seal}. */
@NullMarked
package dev.eventlogger.seal.log;

import org.jspecify.annotations.NullMarked;
