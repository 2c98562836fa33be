package dev.eventlogger.server.reading;

import dev.eventlogger.query.Field;
import dev.eventlogger.query.text.FilterText;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** What is asked, and the parameters that it takes. */
public enum Question {
  /** A page of events. */
  EVENTS("sort", "limit", "after", "fields", "tz"),
  /** Counts of events and of users. */
  USAGE("by", "per", "measure", "limit", "tz"),
  /** The most frequent values of some fields. */
  FACETS("by", "limit", "tz"),
  /** Events as they come. */
  TAIL("fields", "tz"),
  /** All events of a filter, as a file. */
  EXPORT("format", "sort", "fields", "tz");

  private final List<String> parameters;

  Question(String... own) {
    Stream<String> fields = FilterText.FIELDS.stream().map(Field::toString);
    Stream<String> filter = Stream.concat(Stream.of("since", "until"), fields);
    List<String> all = new ArrayList<>(Stream.concat(filter, Stream.of("where")).toList());
    all.addAll(List.of(own));
    parameters = List.copyOf(all);
  }

  /** The names of its parameters. */
  public List<String> parameters() {
    return parameters;
  }

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
