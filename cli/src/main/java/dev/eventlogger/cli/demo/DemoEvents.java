package dev.eventlogger.cli.demo;

import dev.eventlogger.event.EventDraft;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

/**
 * Some weeks of a small, made-up product: {@link People#HOW_MANY} people read dashboards and
 * reports, write queries and notebooks, and meet errors. For one thread.
 */
public final class DemoEvents {

  private static final int MOST_TRIES = 200;

  private final DemoPlan plan;
  private final Consumer<EventDraft> taker;
  private final Dice dice;
  private final People people;

  private DemoEvents(DemoPlan plan, Consumer<EventDraft> taker) {
    this.plan = plan;
    this.taker = taker;
    dice = new Dice(plan.seed());
    people = People.of(dice);
  }

  /** Hands over the events of a plan, day by day, in order of time within each day. */
  public static void make(DemoPlan plan, Consumer<EventDraft> taker) {
    new DemoEvents(plan, taker).make();
  }

  private void make() {
    List<Span> days = days();
    double weight = days.stream().mapToDouble(Span::weight).sum();
    double due = 0;
    int made = 0;
    for (Span day : days) {
      due += plan.events() * day.weight() / weight;
      int most = (int) Math.round(due) - made;
      made += most;
      make(day, most);
    }
  }

  private void make(Span day, int most) {
    List<Made> events = new ArrayList<>(most);
    BiConsumer<Instant, EventDraft> keep =
        (at, draft) -> {
          if (events.size() < most && isInTime(at)) {
            events.add(new Made(at, draft));
          }
        };
    while (events.size() < most) {
      visit(day, keep);
    }
    events.sort(Comparator.comparing(Made::at));
    events.forEach(event -> taker.accept(event.draft()));
  }

  private boolean isInTime(Instant time) {
    return time.isBefore(plan.until()) && !time.isBefore(plan.since());
  }

  private void visit(Span day, BiConsumer<Instant, EventDraft> keep) {
    Instant begin = begin(day);
    Person person = people.at(begin, dice);
    Release release = Release.at(begin, plan.until());
    new Journey(new Visit(person, begin, release, dice, keep), plan.until()).go();
  }

  private Instant begin(Span day) {
    Instant begin = day.moment(dice);
    for (int i = 0; i < MOST_TRIES && !dice.chance(People.anybody(begin)); i++) {
      begin = day.moment(dice);
    }
    return begin;
  }

  /**
   * The days in UTC, of which the first and the last may be partial; each has one percent more than
   * the one before.
   */
  private List<Span> days() {
    List<Span> days = new ArrayList<>();
    Instant from = plan.since();
    double growth = 1;
    while (from.isBefore(plan.until())) {
      Instant midnight = from.truncatedTo(ChronoUnit.DAYS).plus(Duration.ofDays(1));
      Instant to = midnight.isBefore(plan.until()) ? midnight : plan.until();
      days.add(Span.of(from, to, growth * (0.93 + 0.14 * dice.fraction())));
      from = to;
      growth *= 1.01;
    }
    return days;
  }

  private record Made(Instant at, EventDraft draft) {}

  /** A span of time, and its share of all events. */
  private record Span(Instant from, Instant to, double weight) {

    private static final Duration STEP = Duration.ofMinutes(15);

    static Span of(Instant from, Instant to, double factor) {
      double weight = 0;
      for (Instant at = from; at.isBefore(to); at = at.plus(STEP)) {
        weight += People.anybody(at);
      }
      return new Span(from, to, weight * factor);
    }

    Instant moment(Dice dice) {
      long micros = ChronoUnit.MICROS.between(from, to);
      return from.plus(dice.below(micros), ChronoUnit.MICROS);
    }
  }
}
