package dev.eventlogger;

import dev.eventlogger.spi.SinkConfig;
import java.time.Duration;

/** The settings of a log, and how long its delivery lets a call take. */
record TimedSettings(SinkConfig settings, Duration callTimeout) implements DelegatingConfig {}
