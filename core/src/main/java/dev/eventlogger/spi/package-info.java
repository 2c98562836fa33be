/** What a sink implements, and how the sinks on the class path are found. */
@NullMarked
package dev.eventlogger.spi;

import org.jspecify.annotations.NullMarked;
