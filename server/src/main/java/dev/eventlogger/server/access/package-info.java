/** Where HTTP meets trust: what a request presents, and whether it is admitted. */
@NullMarked
package dev.eventlogger.server.access;

import org.jspecify.annotations.NullMarked;
