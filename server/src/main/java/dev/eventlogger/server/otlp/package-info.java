/** OpenTelemetry's logs in Protobuf. Knows nothing of how requests come in. */
@NullMarked
package dev.eventlogger.server.otlp;

import org.jspecify.annotations.NullMarked;
