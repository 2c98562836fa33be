package dev.eventlogger.server.view;

import static dev.eventlogger.query.text.FilterText.named;

import dev.eventlogger.query.Condition;
import dev.eventlogger.query.EventFilter;
import dev.eventlogger.query.text.ShownText;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Builds a filter from the parameters that name columns. For one thread, once. */
final class ViewFilter {

  private final Instant now;
  private final List<Condition> conditions = new ArrayList<>();
  private final List<Object> meta = new ArrayList<>();
  private @Nullable Instant since;
  private @Nullable Instant until;

  ViewFilter(Map<String, List<String>> parameters, Instant now) {
    this.now = now;
    parameters.forEach(
        (name, values) -> {
          String shown = ShownText.of(name);
          ViewCondition condition = named(shown, () -> ViewCondition.parse(name, values));
          named(shown, () -> add(condition));
        });
  }

  private boolean add(ViewCondition asked) {
    if (asked.isTimeRange()) {
      bound(asked.operator(), asked.time(now));
    } else {
      conditions.add(asked.condition(now));
    }
    return meta.add(asked.toMeta());
  }

  /** Times are whole microseconds: "after" a time means from the next microsecond on. */
  private void bound(ViewOperator operator, Instant time) {
    Instant next = time.plus(1, ChronoUnit.MICROS);
    switch (operator) {
      case GREATER -> since = later(next);
      case AT_LEAST -> since = later(time);
      case LESS -> until = earlier(time);
      default -> until = earlier(next);
    }
  }

  private Instant later(Instant time) {
    Instant bound = since;
    return bound == null || time.isAfter(bound) ? time : bound;
  }

  private Instant earlier(Instant time) {
    Instant bound = until;
    return bound == null || time.isBefore(bound) ? time : bound;
  }

  /** The filter, whose range of time is empty if the bounds contradict each other. */
  EventFilter filter() {
    Instant from = since;
    Instant to = until;
    boolean isNever = from != null && to != null && to.isBefore(from);
    return new EventFilter(from, isNever ? from : to, conditions);
  }

  /** The conditions in the form of {@code _meta}. */
  List<Object> meta() {
    return meta;
  }
}
