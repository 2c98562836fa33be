package dev.eventlogger.consume;

import com.google.auto.service.AutoService;
import dev.eventlogger.spi.ConfigSection;
import dev.eventlogger.spi.SinkConfig;

/** {@code EVENT_CONSUMER}: the settings of the consumer. Event loggers without one ignore it. */
@AutoService(ConfigSection.class)
public final class ConsumerSection implements ConfigSection {

  /** Its key. */
  public static final String KEY = "EVENT_CONSUMER";

  /** For {@link java.util.ServiceLoader}. */
  public ConsumerSection() {}

  @Override
  public String key() {
    return KEY;
  }

  /** What an option of the command may still give is not missed here. */
  @Override
  public void check(SinkConfig settings) {
    ConsumerSettings unused = settings.as(ConsumerSettings.class);
  }
}
