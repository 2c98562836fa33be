/**
 * How clients that people already have send events over HTTP: one dialect for each kind of client,
 * which reads its requests and words the answers that it expects. For the server; knows nothing of
 * how requests come in.
 */
@NullMarked
package dev.eventlogger.formats.dialect;

import org.jspecify.annotations.NullMarked;
