package dev.eventlogger.consume;

import com.google.auto.service.AutoService;
import dev.eventlogger.spi.ConfigSection;
import dev.eventlogger.spi.SinkConfig;

/** {@code EVENT_CONSUMER}: the settings of the consumer. Event loggers without one ignore it. */
@AutoService(ConfigSection.class)
public final class ConsumerSection implements ConfigSection {

  /** The key of the section. */
  public static final String KEY = "EVENT_CONSUMER";

  /** For {@link java.util.ServiceLoader}. */
  public ConsumerSection() {}

  @Override
  public String key() {
    return KEY;
  }

  /** Checks the values only: what is missing may still be given as an option of the command. */
  @Override
  public void check(SinkConfig settings) {
    ConsumerSettings unused = settings.as(ConsumerSettings.class);
  }
}
