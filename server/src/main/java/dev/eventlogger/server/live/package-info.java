/** Events sent to readers while they are logged: the tail of a log, and Jupyter's websocket. */
@NullMarked
package dev.eventlogger.server.live;

import org.jspecify.annotations.NullMarked;
