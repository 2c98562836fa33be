package dev.eventlogger.sink.kafka;

import dev.eventlogger.config.Section;
import dev.eventlogger.event.Event;
import dev.eventlogger.event.EventDraft;
import dev.eventlogger.event.EventType;
import dev.eventlogger.spi.DeliveryResult;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** A sink that is open, as the framework uses it, and events for it. */
record OpenSink(KafkaEventLogger sink) implements AutoCloseable {

  static OpenSink with(Map<String, ?> settings) throws Exception {
    KafkaEventLogger sink = new KafkaEventLogger();
    try {
      sink.open(Section.of("clicks", settings));
      return new OpenSink(sink);
    } catch (Exception e) {
      sink.close();
      throw e;
    }
  }

  static List<Event> clicks(int count) {
    return IntStream.range(0, count).mapToObj(i -> click(Map.of("number", i))).toList();
  }

  static Event click(Map<String, ?> data) {
    return Event.of(EventDraft.of(EventType.CLICK).uid("42").data(data));
  }

  DeliveryResult log(List<Event> events) throws Exception {
    return sink.log(events);
  }

  DeliveryResult log(Event... events) throws Exception {
    return sink.log(List.of(events));
  }

  @Override
  public void close() {
    sink.close();
  }
}
