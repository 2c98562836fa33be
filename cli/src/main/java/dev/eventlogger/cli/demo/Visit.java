package dev.eventlogger.cli.demo;

import dev.eventlogger.event.EventDraft;
import dev.eventlogger.event.EventType;
import dev.eventlogger.event.Level;
import dev.eventlogger.event.SchemaRef;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * One session of one person, and what the page and the application log in it. Every event takes
 * some time before the next. For one thread.
 */
final class Visit {

  /** The schema of function calls. */
  static final SchemaRef FUNCTION_CALL =
      new SchemaRef("https://lumen.example/schemas/function-call", "1");

  private final Person person;
  private final Dice dice;
  private final Release release;
  private final Instant begin;
  private final BiConsumer<Instant, EventDraft> taker;
  private final Map<String, Object> ofPage;
  private final Map<String, Object> ofApplication;
  private Instant now;

  Visit(
      Person person,
      Instant begin,
      Release release,
      Dice dice,
      BiConsumer<Instant, EventDraft> taker) {
    this.person = person;
    this.begin = begin;
    this.release = release;
    this.dice = dice;
    this.taker = taker;
    now = begin;
    String session = dice.hex(12);
    ofPage = context("web", "client", session);
    ofApplication = context("app", "server", session);
  }

  private Map<String, Object> context(String source, String trust, String session) {
    return Members.of(
        "source",
        source,
        "trust",
        trust,
        "role",
        person.role(),
        "user",
        Members.of("groups", person.groups()),
        "app",
        Members.of("version", release.version()),
        "client",
        Members.of("session", session, "address", person.address(), "agent", person.agent()));
  }

  Person person() {
    return person;
  }

  Dice dice() {
    return dice;
  }

  Release release() {
    return release;
  }

  Instant begin() {
    return begin;
  }

  /** Lets the person read, think or wait, for about that long. */
  void pause(double seconds) {
    pass(dice.around(seconds, 0.7) * 1000);
  }

  /** A page was opened, and took some time to load. */
  void view(String path, String component) {
    double millis = dice.around(420, 0.5);
    log(
        EventDraft.of(EventType.VIEW)
            .duration(millis(millis))
            .data(Members.of("path", path, "component", component)),
        ofPage);
    pass(millis);
  }

  /** Something on a page was clicked. */
  void click(String path, String component, String element, Map<String, Object> aux) {
    Map<String, Object> data =
        aux.isEmpty()
            ? Members.of("path", path, "component", component, "element", element)
            : Members.of("path", path, "component", component, "element", element, "aux", aux);
    log(EventDraft.of(EventType.CLICK).data(data), ofPage);
    pass(dice.around(90, 0.4));
  }

  /** A request was answered. */
  void api(String method, String route, Map<String, Object> params, int status, double millis) {
    Level level = status >= 500 ? Level.WARNING : Level.INFO;
    log(
        EventDraft.of(EventType.API)
            .level(level)
            .duration(millis(millis))
            .data(Members.of("method", method, "route", route, "params", params, "status", status)),
        ofApplication);
    pass(millis);
  }

  /** A function ran; if {@code out} has {@code failed}, without success. */
  void call(String function, Thing on, Map<String, Object> in, Map<String, Object> out, double ms) {
    log(
        EventDraft.of(FUNCTION_CALL)
            .name("function-call")
            .level(out.containsKey("failed") ? Level.WARNING : Level.USAGE)
            .subject(on.subject())
            .duration(millis(ms))
            .data(Members.of("function", function, "inputs", in, "outputs", out)),
        ofApplication);
    pass(ms);
  }

  /** Something happened to a thing, such as {@code notebook-edited}. */
  void change(String name, Thing thing, Level level, Map<String, Object> more) {
    EventDraft draft = EventDraft.named(name).level(level).subject(thing.subject());
    log(draft.message(name.replace('-', ' ') + ": " + thing.title()).data(more), ofApplication);
    pass(dice.around(40, 0.3));
  }

  /** Somebody did something that must be audited. */
  void audit(String name, @Nullable String subject, Map<String, Object> data) {
    log(EventDraft.named(name).level(Level.AUDIT).subject(subject).data(data), ofApplication);
    pass(dice.around(30, 0.3));
  }

  /** Somebody searched, and was shown the best of the results. */
  void search(String text, int results, List<String> shown) {
    Map<String, Object> data = Members.of("search", text, "results", results, "shown", shown);
    double millis = dice.around(140, 0.5);
    log(EventDraft.named("search").level(Level.USAGE).duration(millis(millis)).data(data), ofPage);
    pass(millis);
  }

  /** Something failed, in the browser or on the server. */
  void fail(Failure failure, Thing on, String path) {
    boolean isOfPage = failure == Failure.CHART_LEGEND || failure == Failure.OFFLINE;
    String about = isOfPage ? String.valueOf(on.number()) : on.subject();
    log(
        EventDraft.named("error")
            .level(Level.ERROR)
            .subject(on.subject())
            .message(failure.message(about))
            .data(Members.of("path", path, "error", failure.data(about))),
        isOfPage ? ofPage : ofApplication);
    pass(dice.around(200, 0.4));
  }

  private void log(EventDraft draft, Map<String, Object> context) {
    taker.accept(now, draft.createdAt(now).uid(person.uid()).context(context).trustedId(id()));
  }

  /** A UUIDv7, as an event logger would have made it at that time. */
  private UUID id() {
    long high = (now.toEpochMilli() << 16) | 0x7000 | (dice.bits() & 0x0fff);
    return new UUID(high, Long.MIN_VALUE | (dice.bits() >>> 2));
  }

  private void pass(double millis) {
    now = now.plus((long) (millis * 1000), ChronoUnit.MICROS);
  }

  private static Duration millis(double millis) {
    return Duration.of((long) (millis * 1000), ChronoUnit.MICROS);
  }
}
