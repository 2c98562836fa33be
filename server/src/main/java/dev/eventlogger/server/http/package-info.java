/**
 * HTTP as such: connections, TLS, limits, bodies, and routes. The only package that knows which
 * HTTP server is used.
 */
@NullMarked
package dev.eventlogger.server.http;

import org.jspecify.annotations.NullMarked;
