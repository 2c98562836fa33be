package dev.eventlogger.sink.cloudwatch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.eventlogger.event.Event;
import dev.eventlogger.event.EventDraft;
import dev.eventlogger.event.EventType;
import dev.eventlogger.event.Level;
import dev.eventlogger.query.Cancellation;
import dev.eventlogger.query.Condition;
import dev.eventlogger.query.EventFilter;
import dev.eventlogger.query.EventPage;
import dev.eventlogger.query.EventQuery;
import dev.eventlogger.query.EventStore;
import dev.eventlogger.query.FacetQuery;
import dev.eventlogger.query.Field;
import dev.eventlogger.query.Operator;
import dev.eventlogger.query.QueryCancelledException;
import dev.eventlogger.query.Removal;
import dev.eventlogger.query.Sort;
import dev.eventlogger.query.StoreException;
import dev.eventlogger.query.UnsupportedQueryException;
import dev.eventlogger.query.UsageQuery;
import dev.eventlogger.spi.DeliveryResult;
import dev.eventlogger.testkit.cloudwatch.FakeCloudWatchLogs;
import dev.eventlogger.testkit.cloudwatch.Fault;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.services.cloudwatchlogs.model.InputLogEvent;

/** Answers follow {@link EventFilter}, whatever part of them the service can give. */
@Timeout(60)
class CloudWatchEventStoreTest {

  private static final List<String> NAMES = List.of("click", "query-start", "error", "größe:1");
  private static final List<Level> LEVELS = List.of(Level.values());

  private final FakeCloudWatchLogs service = FakeCloudWatchLogs.start();
  private final CloudWatchEventLogger sink = new CloudWatchEventLogger();
  private final CloudWatchEventStore store = new CloudWatchEventStore();
  private final Instant now = Instant.now().truncatedTo(ChronoUnit.MICROS);
  private final List<Event> written = new ArrayList<>();

  @AfterEach
  void close() {
    store.close();
    sink.close();
    service.close();
  }

  static Stream<List<Condition>> questions() {
    return Stream.of(
        List.of(),
        List.of(Condition.equal(Field.NAME, "click")),
        List.of(Condition.equal(Field.NAME, "click", "error")),
        List.of(Condition.equal(Field.NAME, "größe:1")),
        List.of(Condition.of(Field.NAME, Operator.NOT_EQUAL, "click")),
        List.of(Condition.of(Field.NAME, Operator.CONTAINS, "uer")),
        List.of(Condition.of(Field.MESSAGE, Operator.CONTAINS, "rro")),
        List.of(Condition.of(Field.MESSAGE, Operator.CONTAINS, "100%* of")),
        List.of(Condition.of(Field.LEVEL, Operator.AT_LEAST, "WARNING")),
        List.of(
            Condition.equal(Field.UID, "u1"),
            Condition.equal(Field.TYPE, "CLICK"),
            Condition.equal(Field.SUBJECT, "query:1", "query:3")),
        List.of(Condition.equal(Field.data("number"), 7)),
        List.of(Condition.of(Field.data("number"), Operator.LESS, 20)),
        List.of(Condition.equal(Field.UID, "nobody")));
  }

  @ParameterizedTest
  @MethodSource("questions")
  void findsWhatTheFilterSaysInBothDirections(List<Condition> conditions) throws Exception {
    open(Map.of("streams", Map.of("error", "errors", "*", "{log}-{name}")));
    write(events(50));

    assertFinds(new EventFilter(null, null, conditions));
    Instant middle = written.get(30).createdAt();
    assertFinds(new EventFilter(middle, null, conditions), 1_000);
    assertFinds(new EventFilter(middle.minus(Duration.ofDays(2)), middle, conditions), 1_000);
    assertThat(service.violations()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"all", "{host}", "x-{host}-{name}", "{date}", "{name}", "{level}.{host}"})
  void findsEventsInStreamsOfAnyName(String template) throws Exception {
    open(Map.of("streams", Map.of("*", template)));
    write(events(20));

    assertFinds(EventFilter.ALL);
    assertFinds(EventFilter.of(Condition.equal(Field.NAME, "click", "error")));
    assertFinds(EventFilter.of(Condition.equal(Field.NAME, "click")));
  }

  @ParameterizedTest
  @EnumSource(
      value = MessageFormat.class,
      names = {"CANONICAL", "EMF"})
  void givesEventsAsTheyWereWritten(MessageFormat format) throws Exception {
    open(Map.of("format", format.name()));
    write(events(20));

    List<Event> found = findAll(EventFilter.ALL, Sort.EARLIEST_FIRST, 7);

    assertThat(found)
        .extracting(Event::toJson)
        .containsExactlyElementsOf(
            written.stream()
                .sorted(Comparator.comparing(Event::createdAt))
                .map(Event::toJson)
                .toList());
  }

  @Test
  void findsEventsThatHappenedLongAgoWhereTheyAreKeptByWhenTheyWereLogged() throws Exception {
    open(Map.of("event_time", "logged"));
    write(
        List.of(
            Settings.at(Instant.parse("2019-01-01T00:00:00Z")),
            Settings.at(Instant.parse("1960-01-01T00:00:00Z")),
            Settings.at(Instant.parse("2100-01-01T00:00:00Z"))));

    assertFinds(EventFilter.ALL);
    assertFinds(EventFilter.since(Instant.parse("2018-01-01T00:00:00Z")));
    assertFinds(new EventFilter(null, Instant.parse("2000-01-01T00:00:00Z"), List.of()));
  }

  @Test
  void givesAnEventThatCameTwiceOnce() throws Exception {
    open(Map.of());
    List<Event> events = events(5);
    write(events);
    sink.log(events);

    assertFinds(EventFilter.ALL);
  }

  @Test
  void seesNeitherOtherLogsNorOtherMessages() throws Exception {
    open(Map.of());
    write(events(5));
    try (Connection other =
        Connection.open(
            Settings.config(service, Map.of()).as(CloudWatchSettings.class),
            AwsRetryStrategy.doNotRetry())) {
      other
          .client()
          .createLogStream(
              request -> request.logGroupName(Settings.GROUP).logStreamName("all-others"));
      for (String stream : List.of("all", "all-others")) {
        for (String message :
            List.of("no JSON", "{\"id\":1}", "{\"_aws\":", events(1).get(0).toJson())) {
          boolean isOurs = stream.equals("all") && message.contains("created_at");
          if (!isOurs) {
            put(other, stream, message);
          }
        }
      }
    }

    assertFinds(EventFilter.ALL);
  }

  private void put(Connection to, String stream, String message) {
    InputLogEvent event =
        InputLogEvent.builder().timestamp(now.toEpochMilli()).message(message).build();
    to.client()
        .putLogEvents(
            request ->
                request
                    .logGroupName(Settings.GROUP)
                    .logStreamName(stream)
                    .logEvents(List.of(event)));
  }

  @Test
  void findsAfterPagesThatAreEmptyAlthoughOthersFollow() throws Exception {
    open(Map.of("streams", Map.of("*", "{host}")));
    write(Settings.named("noise", 4_500));
    write(List.of(Event.of(EventDraft.named("rare"))));

    assertThat(findAll(EventFilter.of(Condition.equal(Field.NAME, "rare")), Sort.LATEST_FIRST, 10))
        .hasSize(1);
  }

  @Test
  void saysWhatItCannotDoAndWhatThereIsInstead() {
    open(Map.of());
    EventQuery byUid = new EventQuery(EventFilter.ALL, new Sort(Field.UID, true), 10, null);

    assertThatThrownBy(() -> store.find(byUid))
        .isInstanceOf(UnsupportedQueryException.class)
        .hasMessage(
            "CloudWatch Logs cannot sort by uid; sort by created_at, which it keeps events by");
    assertThatThrownBy(() -> store.usage(UsageQuery.of(EventFilter.ALL)))
        .isInstanceOf(UnsupportedQueryException.class)
        .hasMessageStartingWith("CloudWatch Logs cannot count here; ask Logs Insights for it");
    FacetQuery facets = new FacetQuery(EventFilter.ALL, List.of(Field.NAME), 10);
    assertThatThrownBy(() -> store.facets(facets, Cancellation.withoutTimeout()))
        .isInstanceOf(UnsupportedQueryException.class)
        .hasMessageStartingWith("CloudWatch Logs cannot count here; ask Logs Insights for it");
    assertThatThrownBy(() -> store.purge(now, Removal.IN_CHUNKS))
        .isInstanceOf(UnsupportedQueryException.class)
        .hasMessage(
            "CloudWatch Logs removes events by their age alone; set retention_days for log group"
                + " /app/events");
    assertThatThrownBy(() -> store.erase("u1", Removal.IN_CHUNKS))
        .isInstanceOf(UnsupportedQueryException.class)
        .hasMessage(
            "CloudWatch Logs cannot remove the events of a user; set retention_days for log group"
                + " /app/events, after which they are gone, or delete whole log streams");
  }

  @Test
  void asksNothingForAQuestionThatWasGivenUp() {
    open(Map.of());
    Cancellation cancellation = Cancellation.withoutTimeout();
    cancellation.cancel();
    for (Sort sort : List.of(Sort.LATEST_FIRST, Sort.EARLIEST_FIRST)) {
      EventQuery query = new EventQuery(EventFilter.ALL, sort, 10, null);
      assertThatThrownBy(() -> store.find(query, cancellation))
          .isInstanceOf(QueryCancelledException.class);
    }
    assertThat(service.requests("FilterLogEvents")).isZero();
  }

  @Test
  void refusesFormatsThatCannotBeReadBack() {
    assertThatThrownBy(() -> store.open(Settings.config(service, Map.of("format", "ecs"))))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("format: events can be read back from canonical and emf only");
  }

  @Test
  void saysThatTheGroupIsMissingOrMayNotBeRead() throws Exception {
    open(Map.of("streams", Map.of("error", "errors", "*", "others")));
    assertThatThrownBy(() -> store.find(EventQuery.of(EventFilter.ALL)))
        .isInstanceOf(StoreException.class)
        .hasMessage(
            "log group /app/events does not exist in this account and region; check log_group, or"
                + " log an event");
    write(Settings.named("click", 1));
    assertFinds(EventFilter.ALL);
    service.failNext(
        "FilterLogEvents", 1, Fault.accessDenied("logs:FilterLogEvents", "arn:aws:logs:x"));
    assertThatThrownBy(() -> store.find(EventQuery.of(EventFilter.ALL)))
        .isInstanceOf(StoreException.class)
        .hasMessageStartingWith(
            "not allowed: logs:FilterLogEvents on log group /app/events; allow");
  }

  @Test
  void triesAgainByItselfWhenItIsThrottled() throws Exception {
    open(Map.of());
    write(events(5));
    service.failNext("FilterLogEvents", 1, Fault.throttling());
    service.failNext("FilterLogEvents", 1, Fault.reset());

    assertFinds(EventFilter.ALL);
  }

  @Test
  void isFoundByTheNameOfItsSink() {
    assertThat(ServiceLoader.load(EventStore.class))
        .filteredOn(CloudWatchEventStore.class::isInstance)
        .singleElement()
        .extracting(EventStore::storeName)
        .isEqualTo(sink.loggerName());
  }

  @Test
  void closesWithoutHavingBeenOpenedAndTwice() {
    CloudWatchEventStore other = new CloudWatchEventStore();
    other.close();
    other.open(Settings.config(service, Map.of()));
    other.close();
    other.close();
  }

  private void open(Map<String, ?> settings) {
    sink.open(Settings.config(service, settings));
    store.open(Settings.config(service, settings));
  }

  private void write(List<Event> events) throws Exception {
    assertThat(sink.log(events)).isEqualTo(DeliveryResult.DELIVERED);
    written.addAll(events);
  }

  /** Events from the last 13 days, some at the same time, in no order. */
  private List<Event> events(int count) {
    List<Event> events = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      Instant time = now.minus(Duration.ofHours((i * 37L) % 310)).minusNanos(1_000L * (i % 3));
      events.add(
          Event.of(
              EventDraft.named(NAMES.get(i % NAMES.size()))
                  .createdAt(i % 10 == 0 ? now : time)
                  .uid("u" + i % 3)
                  .type(i % 2 == 0 ? EventType.CLICK : EventType.VIEW)
                  .level(LEVELS.get(i % LEVELS.size()))
                  .subject("query:" + i % 5)
                  .message(i % 4 == 0 ? "100%* of errors" : "fine")
                  .duration(Duration.ofMillis(i))
                  .data(Map.of("number", i))));
    }
    return events;
  }

  private void assertFinds(EventFilter filter) {
    assertFinds(filter, 12);
  }

  private void assertFinds(EventFilter filter, int limit) {
    Comparator<Event> byTime =
        Comparator.comparing(Event::createdAt).thenComparing(event -> event.id().toString());
    for (Sort sort : List.of(Sort.EARLIEST_FIRST, Sort.LATEST_FIRST)) {
      List<Event> expected =
          written.stream()
              .filter(filter::matches)
              .sorted(sort.ascending() ? byTime : byTime.reversed())
              .toList();
      assertThat(findAll(filter, sort, limit))
          .as("%s, %s events a page", sort, limit)
          .containsExactlyElementsOf(expected);
    }
  }

  private List<Event> findAll(EventFilter filter, Sort sort, int limit) {
    EventQuery query = new EventQuery(filter, sort, limit, null);
    EventPage page = store.find(query);
    List<Event> all = new ArrayList<>(page.events());
    while (page.next() != null) {
      page = store.find(query.after(page.next()));
      all.addAll(page.events());
    }
    return all;
  }
}
