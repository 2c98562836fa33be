package dev.eventlogger.server;

import com.google.auto.service.AutoService;
import dev.eventlogger.spi.ConfigSection;
import dev.eventlogger.spi.SinkConfig;

/** {@code EVENT_SERVER}: the settings of the server. Event loggers without a server ignore it. */
@AutoService(ConfigSection.class)
public final class ServerSection implements ConfigSection {

  /** The key of the section. */
  public static final String KEY = "EVENT_SERVER";

  /** For {@link java.util.ServiceLoader}. */
  public ServerSection() {}

  @Override
  public String key() {
    return KEY;
  }

  @Override
  public void check(SinkConfig settings) {
    ServerSettings unused = settings.as(ServerSettings.class);
  }
}
