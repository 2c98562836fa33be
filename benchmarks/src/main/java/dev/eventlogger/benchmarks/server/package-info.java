/** The server compared with others that accept requests over HTTP, each in a process of its own. */
@NullMarked
package dev.eventlogger.benchmarks.server;

import org.jspecify.annotations.NullMarked;
