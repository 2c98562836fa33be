/** The server beside others that take requests over HTTP, each in a process of its own. */
@NullMarked
package dev.eventlogger.benchmarks.server;

import org.jspecify.annotations.NullMarked;
