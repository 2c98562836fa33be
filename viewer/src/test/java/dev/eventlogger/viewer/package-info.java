/** The viewer in a browser, used as people use it. */
@NullMarked
package dev.eventlogger.viewer;

import org.jspecify.annotations.NullMarked;
