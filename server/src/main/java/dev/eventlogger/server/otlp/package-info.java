/** OpenTelemetry's logs in Protobuf. Knows nothing of how requests arrive. */
@NullMarked
package dev.eventlogger.server.otlp;

import org.jspecify.annotations.NullMarked;
