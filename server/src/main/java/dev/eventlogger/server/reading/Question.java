package dev.eventlogger.server.reading;

import dev.eventlogger.query.text.FilterText;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Kinds of questions, and the parameters that each takes. */
public enum Question {
  /** A page of events. */
  EVENTS(true, "sort, limit, after, fields, tz"),
  /** One event. */
  EVENT(false, ""),
  /** Counts of events and of users. */
  USAGE(true, "by, per, measure, limit, tz"),
  /** The most frequent values of some fields. */
  FACETS(true, "by, limit, tz"),
  /** Events as they arrive. */
  TAIL(true, "last, tz"),
  /** All events that match a filter, as a file. */
  EXPORT(true, "format, sort, fields, tz"),
  /** What became of the events of all event loggers. */
  LEDGER(false, "others"),
  /** Removal of a user's events. */
  ERASURE(false, "uid, dry_run");

  private final boolean hasFilter;
  private final String own;

  Question(boolean hasFilter, String own) {
    this.hasFilter = hasFilter;
    this.own = own;
  }

  /** The names of the question's parameters. */
  public List<String> parameters() {
    List<String> names = new ArrayList<>(List.of("log"));
    if (hasFilter) {
      names.addAll(List.of("since", "until"));
      FilterText.FIELDS.forEach(field -> names.add(field.toString()));
      names.add("where");
    }
    if (!own.isEmpty()) {
      names.addAll(List.of(own.split(", ", -1)));
    }
    return names;
  }

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
