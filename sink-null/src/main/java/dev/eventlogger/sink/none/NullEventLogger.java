package dev.eventlogger.sink.none;

import com.google.auto.service.AutoService;
import dev.eventlogger.event.Event;
import dev.eventlogger.spi.BaseEventLogger;
import dev.eventlogger.spi.DeliveryResult;
import java.util.List;

/** Discards events. Has no settings and no state. */
@AutoService(BaseEventLogger.class)
public final class NullEventLogger extends BaseEventLogger {

  /** Creates the sink. */
  public NullEventLogger() {}

  @Override
  public String loggerName() {
    return "null";
  }

  @Override
  public DeliveryResult log(List<Event> batch) {
    return DeliveryResult.DELIVERED;
  }
}
