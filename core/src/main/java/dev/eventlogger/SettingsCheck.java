package dev.eventlogger;

import dev.eventlogger.config.ConfigException;
import dev.eventlogger.config.LogConfig;
import dev.eventlogger.config.PluginCall;
import dev.eventlogger.delivery.NamedLog;
import dev.eventlogger.spi.BaseEventLogger;
import dev.eventlogger.spi.SinkConfig;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Checks a sink's settings without opening the sink: only the sink knows the record that they bind
 * to, so its {@code open} is called, and stopped as soon as it has bound them. Then the sink's own
 * {@code check} is called.
 */
record SettingsCheck(SinkConfig settings) implements DelegatingConfig {

  private static final Duration LONGEST = Duration.ofSeconds(60);

  /**
   * Throws if the settings are wrong; otherwise returns null, since there is no log.
   *
   * @param callTimeout what {@link SinkConfig#callTimeout} tells the sink
   */
  static @Nullable NamedLog of(BaseEventLogger sink, LogConfig log, Duration callTimeout) {
    try {
      boolean unused =
          PluginCall.within(
              LONGEST,
              sink.getClass().getName() + ".open()",
              () -> isRight(sink, log, callTimeout),
              late -> {});
    } catch (ConfigException e) {
      throw e;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw LogStartup.cannotOpen(log, e);
    } catch (Exception | LinkageError e) {
      throw LogStartup.cannotOpen(log, e);
    }
    return null;
  }

  /** Returns true or throws. */
  private static boolean isRight(BaseEventLogger sink, LogConfig log, Duration callTimeout)
      throws Exception {
    SinkConfig settings = new TimedSettings(log.settings(), callTimeout);
    try {
      bind(sink, settings);
      sink.check(settings);
      return true;
    } finally {
      closeQuietly(sink);
    }
  }

  private static void bind(BaseEventLogger sink, SinkConfig settings) throws Exception {
    try {
      sink.open(new SettingsCheck(settings));
    } catch (Bound e) {
      // Expected: the settings are bound.
    }
  }

  @Override
  public <R extends Record> R as(Class<R> type) {
    settings.as(type);
    throw new Bound();
  }

  @SuppressWarnings("EmptyCatch") // it was never open, so a failure to close means nothing
  private static void closeQuietly(BaseEventLogger sink) {
    try {
      sink.close();
    } catch (Exception | LinkageError e) {
      // See above.
    }
  }

  /** Stops a sink's {@code open}. An Error, since sinks may catch exceptions. */
  private static final class Bound extends Error {
    private static final long serialVersionUID = 1;

    Bound() {
      super("settings are bound", null, false, false);
    }
  }
}
