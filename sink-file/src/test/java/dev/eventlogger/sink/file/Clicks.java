package dev.eventlogger.sink.file;

import dev.eventlogger.event.Event;
import dev.eventlogger.event.EventDraft;
import dev.eventlogger.event.EventType;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** Ordinary events. */
final class Clicks {

  private Clicks() {}

  static List<Event> of(int count) {
    return IntStream.range(0, count).mapToObj(i -> numbered(i)).toList();
  }

  static List<String> lines(List<Event> events) {
    return events.stream().map(Event::toJson).toList();
  }

  /** How many bytes the events take in a file. */
  static int size(List<Event> events) {
    return events.stream().mapToInt(event -> event.size() + 1).sum();
  }

  private static Event numbered(int number) {
    return Event.of(EventDraft.of(EventType.CLICK).uid("42").data(Map.of("number", number)));
  }
}
