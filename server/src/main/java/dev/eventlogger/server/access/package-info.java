/** Where HTTP meets trust: what a request shows, and whether it is let in. */
@NullMarked
package dev.eventlogger.server.access;

import org.jspecify.annotations.NullMarked;
