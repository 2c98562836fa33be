/**
 * How existing clients send events over HTTP: one dialect for each kind of client, which reads its
 * requests and writes the answers that it expects. For the server; independent of how requests
 * arrive.
 */
@NullMarked
package dev.eventlogger.formats.dialect;

import org.jspecify.annotations.NullMarked;
