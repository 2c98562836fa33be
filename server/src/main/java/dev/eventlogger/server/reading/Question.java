package dev.eventlogger.server.reading;

import dev.eventlogger.query.text.FilterText;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What is asked, and the parameters that it takes. */
public enum Question {
  /** A page of events. */
  EVENTS("sort, limit, after, fields, tz"),
  /** Counts of events and of users. */
  USAGE("by, per, measure, limit, tz"),
  /** The most frequent values of some fields. */
  FACETS("by, limit, tz"),
  /** Events as they come. */
  TAIL("fields, tz"),
  /** All events of a filter, as a file. */
  EXPORT("format, sort, fields, tz");

  private final String own;

  Question(String own) {
    this.own = own;
  }

  /** The names of its parameters. */
  public List<String> parameters() {
    List<String> names = new ArrayList<>(List.of("since", "until"));
    FilterText.FIELDS.forEach(field -> names.add(field.toString()));
    names.add("where");
    names.addAll(List.of(own.split(", ", -1)));
    return names;
  }

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
