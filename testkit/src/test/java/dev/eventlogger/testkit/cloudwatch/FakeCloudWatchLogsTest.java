package dev.eventlogger.testkit.cloudwatch;

import static dev.eventlogger.testkit.cloudwatch.FakeClient.GROUP;
import static dev.eventlogger.testkit.cloudwatch.FakeClient.STREAM;
import static dev.eventlogger.testkit.cloudwatch.FakeClient.event;
import static dev.eventlogger.testkit.cloudwatch.FakeClient.events;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import software.amazon.awssdk.services.cloudwatchlogs.model.CloudWatchLogsException;
import software.amazon.awssdk.services.cloudwatchlogs.model.InputLogEvent;
import software.amazon.awssdk.services.cloudwatchlogs.model.InvalidParameterException;
import software.amazon.awssdk.services.cloudwatchlogs.model.LogGroupClass;
import software.amazon.awssdk.services.cloudwatchlogs.model.LogStream;
import software.amazon.awssdk.services.cloudwatchlogs.model.RejectedLogEventsInfo;
import software.amazon.awssdk.services.cloudwatchlogs.model.ResourceAlreadyExistsException;
import software.amazon.awssdk.services.cloudwatchlogs.model.ResourceNotFoundException;

/** The fake's verdicts are those that the service's API reference documents. */
@Timeout(60)
class FakeCloudWatchLogsTest {

  private static final long NOW = Instant.parse("2026-11-21T12:00:00Z").toEpochMilli();
  private static final long HOUR = Duration.ofHours(1).toMillis();
  private static final long DAY = Duration.ofDays(1).toMillis();

  private final FakeCloudWatchLogs service =
      FakeCloudWatchLogs.start(Clock.fixed(Instant.ofEpochMilli(NOW), ZoneOffset.UTC));
  private final FakeClient client = new FakeClient(service);

  @AfterEach
  void close() {
    client.logs.close();
    service.close();
  }

  @Test
  void takesEventsAndKeepsThemInOrder() {
    client.prepared().put(event(NOW - 1, "first"), event(NOW, "second"), event(NOW, "third"));

    assertThat(service.events(GROUP))
        .containsExactly(
            new LogEvent(STREAM, NOW - 1, NOW, "first"),
            new LogEvent(STREAM, NOW, NOW, "second"),
            new LogEvent(STREAM, NOW, NOW, "third"));
    assertThat(service.logGroups()).containsExactly(GROUP);
    assertThat(service.logStreams(GROUP)).containsExactly(STREAM);
    assertThat(service.violations()).isEmpty();
    assertThat(service.requests("PutLogEvents")).isEqualTo(1);
  }

  @Test
  void refusesACallOutOfOrder() {
    client.prepared();

    assertInvalid(
        () -> client.put(event(NOW, "a"), event(NOW - 1, "b")), "must be in chronological order");
  }

  @Test
  void refusesACallOfMoreThanADayAndTakesADay() {
    client.prepared();

    assertInvalid(
        () -> client.put(event(NOW - DAY, "a"), event(NOW + 1, "b")), "more than 24 hours");
    client.put(event(NOW - DAY, "a"), event(NOW, "b"));
    assertThat(service.events(GROUP)).hasSize(2);
  }

  @Test
  void refusesTooManyEventsAndNone() {
    client.prepared();

    assertInvalid(() -> client.put(events(10_001, NOW, "x")), "length less than or equal to 10000");
    assertInvalid(() -> client.put(List.of()), "length greater than or equal to 1");
    client.put(events(10_000, NOW, "x"));
    assertThat(service.events(GROUP)).hasSize(10_000);
  }

  @Test
  void countsTwentySixBytesForEachEventBesideItsText() {
    client.prepared();
    String text = "é".repeat(250);
    // 500 bytes in UTF-8 plus 26 each: 1,993 events are 1,048,318 bytes
    List<InputLogEvent> most = events(1_993, NOW, text);

    assertInvalid(() -> client.put(events(1_994, NOW, text)), "Upload too large: 1048844 bytes");
    client.put(most);
    assertThat(service.events(GROUP)).hasSize(1_993);
  }

  @Test
  void takesAnEventAsLargeAsACallAndNoneThatIsLarger() {
    client.prepared();

    assertInvalid(() -> client.put(event(NOW, "x".repeat(1_048_551))), "Upload too large");
    client.put(event(NOW, "x".repeat(1_048_550)));
    service.limitEvents(262_144);
    assertInvalid(
        () -> client.put(event(NOW, "x".repeat(262_145))),
        "Log event too large: 262145 bytes exceeds limit of 262144");
  }

  @Test
  void refusesEmptyTextAndTimesBefore1970() {
    client.prepared();

    assertInvalid(() -> client.put(event(NOW, "")), "'logEvents.1.member.message'");
    assertInvalid(() -> client.put(event(-1, "x")), "'logEvents.1.member.timestamp'");
  }

  @Test
  void rejectsSinglyWhatIsTooOldAndTooNew() {
    client.prepared();

    RejectedLogEventsInfo old =
        client
            .put(
                event(NOW - 300 * DAY, "a"),
                event(NOW - 14 * DAY - 1, "b"),
                event(NOW - 14 * DAY, "c"))
            .rejectedLogEventsInfo();
    RejectedLogEventsInfo young =
        client
            .put(event(NOW, "d"), event(NOW + 2 * HOUR, "e"), event(NOW + 2 * HOUR + 1, "f"))
            .rejectedLogEventsInfo();

    assertThat(old.tooOldLogEventEndIndex()).isEqualTo(2);
    assertThat(old.tooNewLogEventStartIndex()).isNull();
    assertThat(old.expiredLogEventEndIndex()).isNull();
    assertThat(young.tooNewLogEventStartIndex()).isEqualTo(2);
    assertThat(young.tooOldLogEventEndIndex()).isNull();
    assertThat(service.events(GROUP)).extracting(LogEvent::message).containsExactly("c", "d", "e");
    assertThat(service.violations()).isEmpty();
  }

  @Test
  void rejectsSinglyWhatIsOlderThanTheRetention() {
    client.prepared();
    client.logs.putRetentionPolicy(request -> request.logGroupName(GROUP).retentionInDays(3));

    RejectedLogEventsInfo rejected =
        client
            .put(
                event(NOW - 15 * DAY, "too old"),
                event(NOW - 3 * DAY - 1, "expired"),
                event(NOW - 3 * DAY, "kept"))
            .rejectedLogEventsInfo();

    assertThat(rejected.tooOldLogEventEndIndex()).isEqualTo(1);
    assertThat(rejected.expiredLogEventEndIndex()).isEqualTo(2);
    assertThat(service.events(GROUP)).extracting(LogEvent::message).containsExactly("kept");
    assertThat(service.retentionDays(GROUP)).hasValue(3);
  }

  @Test
  void hasOnlyCertainDaysOfRetention() {
    client.prepared();

    for (int days : new int[] {1, 14, 30, 731, 3653}) {
      client.logs.putRetentionPolicy(request -> request.logGroupName(GROUP).retentionInDays(days));
    }
    assertInvalid(
        () ->
            client.logs.putRetentionPolicy(
                request -> request.logGroupName(GROUP).retentionInDays(2)),
        "'retentionInDays' failed to satisfy constraint");
  }

  @Test
  void saysWhatIsMissingAndWhatIsThere() {
    assertThatThrownBy(() -> client.put(event(NOW, "x")))
        .isInstanceOf(ResourceNotFoundException.class)
        .hasMessageContaining("log group does not exist");
    client.logs.createLogGroup(request -> request.logGroupName(GROUP).tags(Map.of("team", "a b")));
    assertThatThrownBy(() -> client.put(event(NOW, "x")))
        .isInstanceOf(ResourceNotFoundException.class)
        .hasMessageContaining("log stream does not exist");
    assertThatThrownBy(() -> client.logs.createLogGroup(request -> request.logGroupName(GROUP)))
        .isInstanceOf(ResourceAlreadyExistsException.class);
    client.logs.createLogStream(request -> request.logGroupName(GROUP).logStreamName(STREAM));
    assertThatThrownBy(
            () ->
                client.logs.createLogStream(
                    request -> request.logGroupName(GROUP).logStreamName(STREAM)))
        .isInstanceOf(ResourceAlreadyExistsException.class);
    assertThat(service.tags(GROUP)).containsExactly(Map.entry("team", "a b"));
    assertThat(service.violations()).isEmpty();
  }

  @Test
  void refusesIllegalNames() {
    client.prepared();

    for (String name : List.of("a b", "grüppe", "x".repeat(513), "aws/mine", "a:b")) {
      assertInvalid(() -> client.logs.createLogGroup(request -> request.logGroupName(name)), "");
    }
    for (String name : List.of("a:b", "a*b", "x".repeat(513))) {
      assertInvalid(
          () ->
              client.logs.createLogStream(
                  request -> request.logGroupName(GROUP).logStreamName(name)),
          "'logStreamName' failed to satisfy constraint");
    }
    client.logs.createLogStream(
        request -> request.logGroupName(GROUP).logStreamName("ü [$] {x} \uD83D\uDE00"));
  }

  @Test
  void describesGroupsAndStreamsInPages() {
    for (int i = 0; i < 60; i++) {
      String name = String.format("g%02d", i);
      client.logs.createLogGroup(
          request -> request.logGroupName(name).logGroupClass(LogGroupClass.STANDARD));
      client.logs.createLogStream(request -> request.logGroupName("g00").logStreamName(name));
    }

    assertThat(client.logs.describeLogGroupsPaginator().logGroups()).hasSize(60);
    assertThat(
            client.logs.describeLogGroups(request -> request.logGroupNamePrefix("g1")).logGroups())
        .hasSize(10)
        .allSatisfy(group -> assertThat(group.retentionInDays()).isNull());
    assertThat(
            client
                .logs
                .describeLogStreamsPaginator(request -> request.logGroupName("g00").limit(7))
                .logStreams()
                .stream()
                .toList())
        .hasSize(60)
        .extracting(LogStream::logStreamName)
        .isSorted();
    assertInvalid(
        () ->
            client.logs.describeLogStreams(
                request ->
                    request.logGroupName("g00").logStreamNamePrefix("g").orderBy("LastEventTime")),
        "LastEventTime");
    assertInvalid(() -> client.logs.describeLogGroups(request -> request.limit(51)), "'limit'");
  }

  @Test
  void refusesRequestsThatAreNotSigned() throws Exception {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(service.endpoint() + "/"))
            .header("X-Amz-Target", "Logs_20140328.PutLogEvents")
            .header("Content-Type", "application/x-amz-json-1.1")
            .POST(BodyPublishers.ofString("{}"))
            .build();

    HttpResponse<String> answer = HttpClient.newHttpClient().send(request, BodyHandlers.ofString());

    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(answer.body()).contains("\"__type\":\"MissingAuthenticationTokenException\"");
    assertThat(service.violations()).hasSize(1);
  }

  @Test
  void refusesOperationsThatItDoesNotHave() {
    assertThatThrownBy(() -> client.logs.deleteLogGroup(request -> request.logGroupName(GROUP)))
        .isInstanceOf(CloudWatchLogsException.class)
        .hasMessageContaining("the fake has no DeleteLogGroup");
  }

  private void assertInvalid(Runnable request, String message) {
    int before = service.violations().size();
    assertThatThrownBy(request::run)
        .isInstanceOf(InvalidParameterException.class)
        .hasMessageContaining(message);
    assertThat(service.violations()).hasSize(before + 1);
  }
}
