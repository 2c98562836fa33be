/** What is told of events while they are logged: Jupyter's websocket. */
@NullMarked
package dev.eventlogger.server.live;

import org.jspecify.annotations.NullMarked;
