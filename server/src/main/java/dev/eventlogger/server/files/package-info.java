/** Files of the class path that anyone may fetch: pages, and the client that pages load. */
@NullMarked
package dev.eventlogger.server.files;

import org.jspecify.annotations.NullMarked;
