package dev.eventlogger.cli.demo;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.counting;
import static java.util.stream.Collectors.groupingBy;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.eventlogger.event.Event;
import dev.eventlogger.event.EventType;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.zip.CRC32;
import org.junit.jupiter.api.Test;

class DemoEventsTest {

  private static final Instant MONDAY_NOON = Instant.parse("2026-11-30T12:00:00Z");
  private static final DemoPlan PLAN = new DemoPlan(40_000, 30, 7, MONDAY_NOON);
  private static final List<Event> EVENTS = events(PLAN);

  private static List<Event> events(DemoPlan plan) {
    List<Event> events = new ArrayList<>();
    DemoEvents.make(plan, draft -> events.add(Event.of(draft)));
    return events;
  }

  @Test
  void makesTheSameEventsOfTheSamePlanAndOthersOfAnotherSeed() {
    DemoPlan plan = new DemoPlan(2_000, 5, 3, MONDAY_NOON);
    List<String> once = events(plan).stream().map(Event::toJson).toList();
    List<String> again = events(plan).stream().map(Event::toJson).toList();
    List<String> others =
        events(new DemoPlan(2_000, 5, 4, MONDAY_NOON)).stream().map(Event::toJson).toList();

    assertThat(again).isEqualTo(once);
    assertThat(others).doesNotContainAnyElementsOf(once);
  }

  /** In every JVM: the events must not depend on the order of a map's members, for example. */
  @Test
  void makesTheSameEventsInEveryJvm() {
    CRC32 sum = new CRC32();
    events(new DemoPlan(300, 1, 1, Instant.parse("2026-03-04T10:00:00Z")))
        .forEach(event -> sum.update(event.toJson().getBytes(UTF_8)));

    assertThat(sum.getValue()).isEqualTo(584131069L);
  }

  @Test
  void makesAsManyAsAskedForWithinTheDaysEachWithAnIdOfItsOwn() {
    assertThat(EVENTS).hasSize(40_000);
    assertThat(EVENTS)
        .allMatch(event -> event.createdAt().isBefore(MONDAY_NOON))
        .noneMatch(event -> event.createdAt().isBefore(PLAN.since()));
    assertThat(new HashSet<>(EVENTS)).hasSize(40_000);
    for (int events : new int[] {1, 10, 333}) {
      Instant justAfterMidnight = Instant.parse("2026-11-29T00:00:01Z");
      assertThat(events(new DemoPlan(events, 1, 1, justAfterMidnight))).hasSize(events);
    }
  }

  @Test
  void followsTheDayAndTheWeek() {
    Map<LocalDate, Long> byDay =
        EVENTS.stream().collect(groupingBy(DemoEventsTest::day, counting()));
    Map<Integer, Long> byHour =
        EVENTS.stream()
            .collect(groupingBy(e -> e.createdAt().atOffset(ZoneOffset.UTC).getHour(), counting()));

    assertThat(byDay.get(LocalDate.of(2026, 11, 22))).isLessThan(byDay.get(tuesday()) / 4);
    assertThat(tuesday().getDayOfWeek()).isEqualTo(DayOfWeek.TUESDAY);
    assertThat(byHour.get(9)).isGreaterThan(byHour.get(2) * 5);
    assertThat(byDay.get(tuesday())).isGreaterThan(byDay.get(tuesday().minusWeeks(3)));
  }

  private static LocalDate tuesday() {
    return LocalDate.of(2026, 11, 24);
  }

  private static LocalDate day(Event event) {
    return LocalDate.ofInstant(event.createdAt(), ZoneOffset.UTC);
  }

  @Test
  void isOfManyPeopleSomeOfWhomAreNotSignedIn() {
    assertThat(EVENTS.stream().map(Event::uid).filter(uid -> uid != null).distinct().count())
        .isBetween(300L, (long) People.HOW_MANY);
    assertThat(EVENTS).anyMatch(event -> event.uid() == null);
    assertThat(EVENTS)
        .allMatch(event -> client(event).get("session") instanceof String)
        .allMatch(event -> client(event).get("agent").toString().startsWith("Mozilla/5.0 ("));
  }

  private static Map<?, ?> client(Event event) {
    return (Map<?, ?>) event.context().get("client");
  }

  @Test
  void hasEveryKindOfEvent() {
    assertThat(EVENTS)
        .extracting(Event::name)
        .contains(
            "api",
            "click",
            "view",
            "search",
            "function-call",
            "error",
            "notebook-edited",
            "entity-shared",
            "user-logged-in");
    assertThat(count(event -> event.type() == EventType.VIEW)).isGreaterThan(4_000);
    assertThat(count(event -> event.data().get("function") != null && event.duration() != null))
        .isGreaterThan(2_000);
    assertThat(EVENTS)
        .filteredOn(event -> event.name().equals("error"))
        .isNotEmpty()
        .allMatch(
            event ->
                event.data().get("error") instanceof Map<?, ?> error
                    && error.keySet().equals(Set.of("type", "hash", "stack_trace")));
  }

  @Test
  void clicksOnlyResultsThatWereShown() {
    List<Event> searches = EVENTS.stream().filter(e -> e.name().equals("search")).toList();
    List<Event> clicks =
        EVENTS.stream().filter(e -> "SEARCH_MODAL".equals(e.data().get("component"))).toList();

    assertThat(clicks).isNotEmpty();
    for (Event click : clicks) {
      Object result = ((Map<?, ?>) click.data().get("aux")).get("result");
      assertThat(searches)
          .filteredOn(search -> client(search).equals(client(click)))
          .anyMatch(search -> ((List<?>) search.data().get("shown")).contains(result));
    }
  }

  @Test
  void growsAFeatureAndBreaksARelease() {
    Instant week = MONDAY_NOON.minus(Duration.ofDays(7));
    Instant before = week.minus(Duration.ofDays(7));
    Predicate<Event> isAsked = event -> "ASK_BUTTON".equals(event.data().get("element"));
    Predicate<Event> isOfCharts =
        event -> event.message() != null && event.message().contains("in chart");

    assertThat(count(isAsked.and(since(week))))
        .isGreaterThan(2 * count(isAsked.and(since(before)).and(since(week).negate())));
    assertThat(count(isAsked.and(since(before.minus(Duration.ofDays(7))).negate()))).isZero();
    assertThat(count(isOfCharts.and(since(week))))
        .isGreaterThan(5 * count(isOfCharts.and(since(before)).and(since(before).negate())));
  }

  private static Predicate<Event> since(Instant time) {
    return event -> !event.createdAt().isBefore(time);
  }

  private static long count(Predicate<Event> condition) {
    return EVENTS.stream().filter(condition).count();
  }

  @Test
  void refusesWhatIsTooMuchOrNothing() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new DemoPlan(0, 30, 1, MONDAY_NOON))
        .withMessage("--events: must be from 1 to 10000000, not 0");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new DemoPlan(10, 400, 1, MONDAY_NOON))
        .withMessage("--days: must be from 1 to 366, not 400");
  }
}
