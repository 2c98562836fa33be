package dev.eventlogger.testkit.cloudwatch;

import static dev.eventlogger.testkit.cloudwatch.FakeClient.GROUP;
import static dev.eventlogger.testkit.cloudwatch.FakeClient.STREAM;
import static dev.eventlogger.testkit.cloudwatch.FakeClient.event;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.services.cloudwatchlogs.model.FilterLogEventsResponse;
import software.amazon.awssdk.services.cloudwatchlogs.model.FilteredLogEvent;
import software.amazon.awssdk.services.cloudwatchlogs.model.GetLogEventsResponse;
import software.amazon.awssdk.services.cloudwatchlogs.model.InputLogEvent;
import software.amazon.awssdk.services.cloudwatchlogs.model.InvalidParameterException;
import software.amazon.awssdk.services.cloudwatchlogs.model.OutputLogEvent;
import software.amazon.awssdk.services.cloudwatchlogs.model.ResourceNotFoundException;

/** The fake returns what it took, in pages like the service's. */
@Timeout(60)
class FakeReadingTest {

  private final FakeCloudWatchLogs service = FakeCloudWatchLogs.start();
  private final FakeClient client = new FakeClient(service);
  private final long now = System.currentTimeMillis();

  @BeforeEach
  void prepare() {
    client.prepared();
  }

  @AfterEach
  void close() {
    client.logs.close();
    service.close();
  }

  @Test
  void readsAStreamFromItsEndAndFromItsHead() {
    client.put(event(now, "1"), event(now + 1, "2"), event(now + 2, "3"), event(now + 3, "4"));

    GetLogEventsResponse last =
        client.logs.getLogEvents(
            request -> request.logGroupName(GROUP).logStreamName(STREAM).limit(3));
    GetLogEventsResponse before =
        client.logs.getLogEvents(
            request ->
                request
                    .logGroupName(GROUP)
                    .logStreamName(STREAM)
                    .limit(3)
                    .nextToken(last.nextBackwardToken()));
    GetLogEventsResponse atTheEnd =
        client.logs.getLogEvents(
            request ->
                request
                    .logGroupName(GROUP)
                    .logStreamName(STREAM)
                    .nextToken(last.nextForwardToken()));

    assertThat(last.events()).extracting(OutputLogEvent::message).containsExactly("2", "3", "4");
    assertThat(before.events()).extracting(OutputLogEvent::message).containsExactly("1");
    assertThat(atTheEnd.events()).isEmpty();
    assertThat(atTheEnd.nextForwardToken()).isEqualTo(last.nextForwardToken());
    assertThat(
            client
                .logs
                .getLogEvents(
                    request ->
                        request
                            .logGroupName(GROUP)
                            .logStreamName(STREAM)
                            .startFromHead(true)
                            .startTime(now + 1)
                            .endTime(now + 3))
                .events())
        .extracting(OutputLogEvent::message)
        .containsExactly("2", "3");
  }

  @Test
  void findsEventsOfAllStreamsInOrderOfTimeIncludingTheLast() {
    client.logs.createLogStream(request -> request.logGroupName(GROUP).logStreamName("web-2"));
    client.put(event(now, "1"), event(now + 2, "3"));
    client.logs.putLogEvents(
        request ->
            request
                .logGroupName(GROUP)
                .logStreamName("web-2")
                .logEvents(event(now + 1, "2"), event(now + 3, "4")));

    assertThat(
            client
                .logs
                .filterLogEvents(
                    request -> request.logGroupName(GROUP).startTime(now + 1).endTime(now + 2))
                .events())
        .extracting(FilteredLogEvent::message)
        .containsExactly("2", "3");
    assertThat(
            client
                .logs
                .filterLogEvents(
                    request -> request.logGroupName(GROUP).logStreamNamePrefix("web-2"))
                .events())
        .extracting(FilteredLogEvent::logStreamName)
        .containsExactly("web-2", "web-2");
  }

  @Test
  void mayAnswerWithAnEmptyPageThatIsNotTheLast() {
    List<InputLogEvent> events = new ArrayList<>(FakeClient.events(5_000, now, "other"));
    events.add(event(now + 1, "wanted"));
    client.put(events);

    FilterLogEventsResponse first =
        client.logs.filterLogEvents(
            request -> request.logGroupName(GROUP).filterPattern("wanted").limit(1));

    assertThat(first.events()).isEmpty();
    assertThat(first.nextToken()).isNotNull();
    assertThat(
            client
                .logs
                .filterLogEventsPaginator(
                    request -> request.logGroupName(GROUP).filterPattern("wanted").limit(1))
                .events())
        .hasSize(1);
    assertThatThrownBy(
            () ->
                client.logs.filterLogEvents(
                    request ->
                        request
                            .logGroupName(GROUP)
                            .filterPattern("another")
                            .nextToken(first.nextToken())))
        .isInstanceOf(InvalidParameterException.class)
        .hasMessageContaining("nextToken is invalid");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '~',
      quoteCharacter = '`',
      value = {
        "error ~ an error came ~ true",
        "error ~ an Error came ~ false",
        "error ~ errors came ~ false",
        "error came ~ it came with an error ~ true",
        "error -came ~ an error came ~ false",
        "\"an error\" ~ it was an error, said he ~ true",
        "\"\\\"a\\\":1\" ~ {\"a\":1} ~ true",
        "{ $.name = \"click\" } ~ {\"name\":\"click\"} ~ true",
        "{ $.name = \"click\" } ~ {\"name\":\"clicks\"} ~ false",
        "{ $.name = \"*lic*\" } ~ {\"name\":\"clicks\"} ~ true",
        "{ $.name != \"click\" } ~ {\"name\":\"view\"} ~ true",
        "{ $.event_data.rows = 5 } ~ {\"event_data\":{\"rows\":5.0}} ~ true",
        "{ $.name = \"a\" && ($.level = \"INFO\" || $.level = \"ERROR\") } ~"
            + " {\"name\":\"a\",\"level\":\"ERROR\"} ~ true",
        "{ $.name = \"a\" && ($.level = \"INFO\" || $.level = \"ERROR\") } ~"
            + " {\"name\":\"a\",\"level\":\"AUDIT\"} ~ false",
        "{ $.name = \"a\" } ~ no JSON ~ false"
      })
  void filtersByTermsAndByMembers(String pattern, String message, boolean isFound) {
    client.put(event(now, message));

    List<FilteredLogEvent> found =
        client
            .logs
            .filterLogEvents(request -> request.logGroupName(GROUP).filterPattern(pattern))
            .events();

    assertThat(found).hasSize(isFound ? 1 : 0);
  }

  @Test
  void refusesWhatTheServiceWould() {
    assertInvalid("{ $.a = }", List.of(), null);
    assertInvalid("a:b", List.of(), null);
    assertInvalid("", List.of(STREAM), "web");
    assertThatThrownBy(
            () ->
                client.logs.filterLogEvents(
                    request -> request.logGroupName(GROUP).logStreamNames("missing")))
        .isInstanceOf(ResourceNotFoundException.class);
  }

  private void assertInvalid(String pattern, List<String> streams, String prefix) {
    assertThatThrownBy(
            () ->
                client.logs.filterLogEvents(
                    request ->
                        request
                            .logGroupName(GROUP)
                            .filterPattern(pattern)
                            .logStreamNames(streams.isEmpty() ? null : streams)
                            .logStreamNamePrefix(prefix)))
        .isInstanceOf(InvalidParameterException.class);
  }
}
