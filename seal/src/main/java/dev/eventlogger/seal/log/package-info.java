/** Seals what a log delivers: what core asks for where a log says {@code seal}. */
@NullMarked
package dev.eventlogger.seal.log;

import org.jspecify.annotations.NullMarked;
