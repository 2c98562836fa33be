/**
 * HTTP as such: connections, TLS, limits, bodies, and where a request goes. The only package that
 * knows which HTTP server this is.
 */
@NullMarked
package dev.eventlogger.server.http;

import org.jspecify.annotations.NullMarked;
