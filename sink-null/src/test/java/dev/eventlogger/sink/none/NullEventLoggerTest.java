package dev.eventlogger.sink.none;

import static org.assertj.core.api.Assertions.assertThat;

import dev.eventlogger.event.Event;
import dev.eventlogger.event.EventDraft;
import dev.eventlogger.event.EventType;
import dev.eventlogger.spi.DeliveryResult;
import java.util.List;
import org.junit.jupiter.api.Test;

final class NullEventLoggerTest {

  @Test
  void isCalledNull() {
    assertThat(new NullEventLogger().loggerName()).isEqualTo("null");
  }

  @Test
  void saysThatEventsWereDelivered() {
    Event event = Event.of(EventDraft.of(EventType.CLICK).uid("42"));

    assertThat(new NullEventLogger().log(List.of(event))).isEqualTo(DeliveryResult.DELIVERED);
  }
}
