package dev.eventlogger;

import dev.eventlogger.spi.SinkConfig;
import java.time.Duration;

/** The settings of a log, with the call timeout of its delivery. */
record TimedSettings(SinkConfig settings, Duration callTimeout) implements DelegatingConfig {}
