/** The viewer's pages, if its JAR is on the class path. */
@NullMarked
package dev.eventlogger.server.viewer;

import org.jspecify.annotations.NullMarked;
