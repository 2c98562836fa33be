package dev.eventlogger.sink.cloudwatch;

import static dev.eventlogger.sink.cloudwatch.Settings.GROUP;
import static dev.eventlogger.sink.cloudwatch.Settings.named;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.eventlogger.event.Event;
import dev.eventlogger.event.EventDraft;
import dev.eventlogger.spi.DeliveryResult;
import dev.eventlogger.spi.Rejected;
import dev.eventlogger.spi.SinkException;
import dev.eventlogger.testkit.cloudwatch.FakeCloudWatchLogs;
import dev.eventlogger.testkit.cloudwatch.Fault;
import dev.eventlogger.testkit.cloudwatch.LogEvent;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What becomes of events, against a service that enforces its limits. */
@Timeout(60)
class CloudWatchEventLoggerTest {

  private final FakeCloudWatchLogs service = FakeCloudWatchLogs.start();
  private final CloudWatchEventLogger sink = new CloudWatchEventLogger();
  private final Instant now = Instant.now().truncatedTo(ChronoUnit.MILLIS);

  @AfterEach
  void close() {
    sink.close();
    service.close();
  }

  @Test
  void makesWhatIsMissingOnce() throws Exception {
    open(Map.of("retention_days", 30, "tags", Map.of("team", "data")));

    for (int i = 0; i < 3; i++) {
      assertThat(sink.log(named("click", 2))).isEqualTo(DeliveryResult.DELIVERED);
    }

    assertThat(service.events(GROUP)).hasSize(6);
    assertThat(service.retentionDays(GROUP)).hasValue(30);
    assertThat(service.tags(GROUP)).containsExactly(Map.entry("team", "data"));
    assertThat(service.requests("CreateLogGroup")).isEqualTo(1);
    assertThat(service.requests("PutRetentionPolicy")).isEqualTo(1);
    assertThat(service.requests("PutLogEvents")).isEqualTo(4);
    assertThat(service.violations()).isEmpty();
  }

  @Test
  void racesHarmlesslyForWhatIsMissing() throws Exception {
    int racers = 4;
    CyclicBarrier start = new CyclicBarrier(racers);
    ExecutorService threads = Executors.newFixedThreadPool(racers);
    List<Future<DeliveryResult>> results = new ArrayList<>();
    for (int i = 0; i < racers; i++) {
      results.add(
          threads.submit(
              () -> {
                CloudWatchEventLogger racer = new CloudWatchEventLogger();
                racer.open(Settings.config(service, Map.of("streams", Map.of("*", "{name}"))));
                start.await();
                try {
                  return racer.log(
                      Stream.of("a", "b", "c").flatMap(name -> named(name, 1).stream()).toList());
                } finally {
                  racer.close();
                }
              }));
    }
    threads.shutdown();

    for (Future<DeliveryResult> result : results) {
      assertThat(result.get()).isEqualTo(DeliveryResult.DELIVERED);
    }
    assertThat(service.events(GROUP)).hasSize(3 * racers);
    assertThat(service.violations()).isEmpty();
  }

  @Test
  void makesNothingWhereItIsNotTo() throws Exception {
    open(Map.of("create", false));

    assertThatThrownBy(() -> sink.log(named("click", 1)))
        .isInstanceOfSatisfying(
            SinkException.class,
            e -> assertThat(e.kind()).isEqualTo(SinkException.Kind.MISCONFIGURED))
        .hasMessage(
            "log group /app/events or its stream all is missing; make it, or set create: true");
    assertThat(service.logGroups()).isEmpty();
  }

  @Test
  void mapsNamesToStreams() throws Exception {
    open(Map.of("streams", Map.of("error", "app_errors", "*", "app_log")));

    sink.log(Stream.concat(named("error", 2).stream(), named("click", 3).stream()).toList());

    assertThat(service.events(GROUP))
        .extracting(LogEvent::stream)
        .containsExactlyInAnyOrder("app_errors", "app_errors", "app_log", "app_log", "app_log");
  }

  @Test
  void triesAgainOnlyTheEventsOfTheStreamThatFailed() throws Exception {
    open(Map.of("streams", Map.of("*", "{name}")));
    List<Event> bad = named("bad", 2);
    sink.log(Stream.of(named("good", 1), bad, named("better", 1)).flatMap(List::stream).toList());
    service.failNext("PutLogEvents", 1, Fault.slow(Duration.ZERO));
    service.failNext("PutLogEvents", 1, Fault.throttling());
    List<Event> again = named("bad", 3);

    DeliveryResult result =
        sink.log(
            Stream.of(named("good", 1), again, named("better", 1)).flatMap(List::stream).toList());

    assertThat(result).isEqualTo(DeliveryResult.retry(again));
    assertThat(sink.log(again)).isEqualTo(DeliveryResult.DELIVERED);
    assertThat(service.events(GROUP)).hasSize(9);
  }

  @Test
  void sendsInOrderOfTimeAndEqualTimesInTheOrderAccepted() throws Exception {
    open(Map.of());
    List<Event> events = new ArrayList<>();
    for (int i = 0; i < 30; i++) {
      Instant time = now.minusSeconds(i % 3);
      events.add(Event.of(EventDraft.named("event").createdAt(time).data(Map.of("number", i))));
    }

    assertThat(sink.log(events)).isEqualTo(DeliveryResult.DELIVERED);

    List<Event> expected = new ArrayList<>(events);
    expected.sort((a, b) -> a.createdAt().compareTo(b.createdAt()));
    assertThat(service.events(GROUP))
        .extracting(LogEvent::message)
        .containsExactlyElementsOf(expected.stream().map(Event::toJson).toList());
    assertThat(service.events(GROUP).get(0).timestamp())
        .isEqualTo(expected.get(0).createdAt().toEpochMilli());
  }

  @Test
  void rejectsSinglyWhatTheServiceDoesNotTake() throws Exception {
    open(Map.of("max_event_bytes", 1_000));
    Event ancient = Settings.at(Instant.parse("1969-12-31T23:59:59Z"));
    Event old = Settings.at(now.minus(Duration.ofDays(15)));
    Event good = Settings.at(now.minus(Duration.ofDays(13)));
    Event young = Settings.at(now.plus(Duration.ofHours(3)));
    Event large = Event.of(EventDraft.named("event").data(Map.of("text", "x".repeat(1_000))));

    DeliveryResult result = sink.log(List.of(young, large, good, ancient, old, Settings.at(now)));

    assertThat(result.retry()).isEmpty();
    assertThat(result.rejected())
        .containsExactlyInAnyOrder(
            new Rejected(large, "too large: " + large.size() + " bytes; most are 1000"),
            new Rejected(ancient, "too old: CloudWatch Logs takes no event from before 1970"),
            new Rejected(old, "too old: CloudWatch Logs takes no event of more than 14 days ago"),
            new Rejected(
                young,
                "too new: CloudWatch Logs takes no event of more than 2 hours in the future"));
    assertThat(service.events(GROUP)).hasSize(2);
    assertThat(service.violations()).isEmpty();
  }

  @Test
  void rejectsWhatIsOlderThanTheRetention() throws Exception {
    open(Map.of("retention_days", 3));
    sink.log(List.of(Settings.at(now)));
    Event expired = Settings.at(now.minus(Duration.ofDays(4)));

    DeliveryResult result = sink.log(List.of(expired, Settings.at(now)));

    assertThat(result)
        .isEqualTo(
            DeliveryResult.rejected(
                List.of(
                    new Rejected(
                        expired, "expired: it is older than the log group retains events"))));
  }

  @Test
  void findsTheOneEventThatTheServiceRefusesAMuchSmallerOneThanExpected() throws Exception {
    service.limitEvents(262_144);
    open(Map.of());
    List<Event> events = new ArrayList<>(named("event", 20));
    Event large = Event.of(EventDraft.named("event").data(Map.of("text", "x".repeat(300_000))));
    events.add(13, large);

    DeliveryResult result = sink.log(events);

    assertThat(result)
        .isEqualTo(
            DeliveryResult.rejected(
                List.of(new Rejected(large, "refused: InvalidParameterException"))));
    assertThat(service.events(GROUP)).hasSize(20);
  }

  @Test
  void hasTheTimeWhenAnEventWasLoggedIfToldSo() throws Exception {
    open(Map.of("event_time", "logged"));
    Event old = Settings.at(Instant.parse("2019-01-01T00:00:00Z"));

    assertThat(sink.log(List.of(old))).isEqualTo(DeliveryResult.DELIVERED);

    assertThat(service.events(GROUP).get(0).timestamp())
        .isEqualTo(old.id().getMostSignificantBits() >>> 16)
        .isCloseTo(now.toEpochMilli(), Offset.offset(60_000L));
  }

  @Test
  void passesTheHintOfThrottlingOn() throws Exception {
    open(Map.of());
    sink.log(named("click", 1));
    service.failNext("PutLogEvents", 1, Fault.throttling(Duration.ofSeconds(7)));

    SinkException failure =
        catchThrowableOfType(SinkException.class, () -> sink.log(named("click", 1)));

    assertThat(failure.kind()).isEqualTo(SinkException.Kind.UNAVAILABLE);
    assertThat(failure.retryAfter()).contains(Duration.ofSeconds(7));
    assertThat(failure)
        .hasMessage(
            "logs:PutLogEvents on log group /app/events, stream all: throttled"
                + " (ThrottlingException)");
    assertThat(sink.log(named("click", 1))).isEqualTo(DeliveryResult.DELIVERED);
  }

  @Test
  void leavesTheServiceAloneAfterAPartWasThrottledWithAHint() throws Exception {
    open(Map.of("streams", Map.of("*", "{name}")));
    sink.log(Stream.concat(named("a", 1).stream(), named("b", 1).stream()).toList());
    service.failNext("PutLogEvents", 1, Fault.slow(Duration.ZERO));
    service.failNext("PutLogEvents", 1, Fault.throttling(Duration.ofMinutes(5)));
    List<Event> later = Stream.of(named("b", 1), named("c", 1)).flatMap(List::stream).toList();

    DeliveryResult result =
        sink.log(Stream.concat(named("a", 1).stream(), later.stream()).toList());

    assertThat(result).as("c is not even tried").isEqualTo(DeliveryResult.retry(later));
    long requests = service.requests("PutLogEvents");
    SinkException failure = catchThrowableOfType(SinkException.class, () -> sink.log(later));
    assertThat(failure.retryAfter().orElseThrow())
        .isBetween(Duration.ofMinutes(3), Duration.ofMinutes(5));
    assertThat(service.requests("PutLogEvents")).isEqualTo(requests);
  }

  @Test
  void saysWhichActionIsMissingOnWhichResource() throws Exception {
    open(Map.of());
    service.failNext(
        "CreateLogGroup",
        1,
        Fault.accessDenied("logs:CreateLogGroup", "arn:aws:logs:eu-central-1:1:log-group:x"));

    SinkException failure =
        catchThrowableOfType(SinkException.class, () -> sink.log(named("click", 1)));

    assertThat(failure.kind()).isEqualTo(SinkException.Kind.MISCONFIGURED);
    assertThat(failure)
        .hasMessageStartingWith(
            "not allowed: logs:CreateLogGroup on log group /app/events; allow it in a policy of"
                + " the user or role (User: arn:aws:iam::")
        .hasMessageContaining("on resource: arn:aws:logs:eu-central-1:1:log-group:x");
  }

  @Test
  void saysThatTheCredentialsAreWrong() throws Exception {
    open(Map.of());
    service.failNext(
        "PutLogEvents",
        1,
        Fault.error(400, "UnrecognizedClientException", "The security token included is invalid."));

    assertThatThrownBy(() -> sink.log(named("click", 1)))
        .hasMessage(
            "the credentials are not accepted for logs:PutLogEvents on log group /app/events,"
                + " stream all: UnrecognizedClientException; check keys, profile, role and region");
  }

  @Test
  void deliversAlthoughItMayNotSetTheRetention() throws Exception {
    open(Map.of("retention_days", 30));
    service.failNext(
        "PutRetentionPolicy", 1, Fault.accessDenied("logs:PutRetentionPolicy", "arn:aws:logs:x"));

    assertThat(sink.log(named("click", 1))).isEqualTo(DeliveryResult.DELIVERED);
    assertThat(sink.log(named("click", 1))).isEqualTo(DeliveryResult.DELIVERED);
    assertThat(service.requests("PutRetentionPolicy")).isEqualTo(1);
  }

  @Test
  void setsTheRetentionLaterIfItDoesNotWorkNow() throws Exception {
    open(Map.of("retention_days", 30));
    service.failNext("PutRetentionPolicy", 1, Fault.unavailable());

    sink.log(named("click", 1));
    sink.log(named("click", 1));

    assertThat(service.retentionDays(GROUP)).hasValue(30);
  }

  @Test
  void isUnavailableWhileNobodyAnswers() throws Exception {
    open(Map.of());
    service.close();

    assertThatThrownBy(() -> sink.log(named("click", 1)))
        .isInstanceOfSatisfying(
            SinkException.class,
            e -> assertThat(e.kind()).isEqualTo(SinkException.Kind.UNAVAILABLE))
        .hasMessageStartingWith(
            "no answer to logs:PutLogEvents on log group /app/events, stream all: ");
  }

  @Test
  void stopsBetweenCallsWhenItIsInterrupted() throws Exception {
    open(Map.of());
    Thread.currentThread().interrupt();

    assertThatThrownBy(() -> sink.log(named("click", 1))).isInstanceOf(InterruptedException.class);
    assertThat(Thread.interrupted()).isFalse();
  }

  private void open(Map<String, ?> settings) {
    sink.open(Settings.config(service, settings));
  }
}
