package dev.eventlogger.sink.cloudwatch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.reset;
import static org.mockito.Mockito.times;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.when;

import dev.eventlogger.config.Section;
import dev.eventlogger.event.Event;
import dev.eventlogger.spi.DeliveryResult;
import dev.eventlogger.spi.Rejected;
import dev.eventlogger.spi.SinkException;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.core.exception.ApiCallAttemptTimeoutException;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.services.cloudwatchlogs.CloudWatchLogsClient;
import software.amazon.awssdk.services.cloudwatchlogs.model.CloudWatchLogsException;
import software.amazon.awssdk.services.cloudwatchlogs.model.DataAlreadyAcceptedException;
import software.amazon.awssdk.services.cloudwatchlogs.model.InvalidParameterException;
import software.amazon.awssdk.services.cloudwatchlogs.model.PutLogEventsRequest;
import software.amazon.awssdk.services.cloudwatchlogs.model.PutLogEventsResponse;
import software.amazon.awssdk.services.cloudwatchlogs.model.RejectedLogEventsInfo;
import software.amazon.awssdk.services.sts.model.StsException;

/** What a client can throw and answer that a fake service cannot make it do. */
@Timeout(60)
class ClientFaultsTest {

  private final CloudWatchLogsClient client = mock(CloudWatchLogsClient.class);
  private final CloudWatchEventLogger sink =
      new CloudWatchEventLogger(settings -> new Connection(client, null), Clock.systemUTC());
  private final List<Event> events = Settings.named("event", 3);

  @BeforeEach
  void open() {
    sink.open(Section.of("log", Map.of("log_group", "g", "streams", Map.of("*", "{name}"))));
  }

  @Test
  void takesAnsweredTwiceForDelivered() throws Exception {
    answers(DataAlreadyAcceptedException.builder().message("already").build());

    assertThat(sink.log(events)).isEqualTo(DeliveryResult.DELIVERED);
  }

  @Test
  void survivesIndexesThatAreBeyondTheCall() throws Exception {
    when(client.putLogEvents(anyRequest()))
        .thenReturn(
            PutLogEventsResponse.builder()
                .rejectedLogEventsInfo(
                    RejectedLogEventsInfo.builder()
                        .tooOldLogEventEndIndex(-1)
                        .expiredLogEventEndIndex(99)
                        .tooNewLogEventStartIndex(-5)
                        .build())
                .build());

    assertThat(sink.log(events).rejected())
        .extracting(Rejected::event)
        .containsExactlyElementsOf(events);
  }

  @Test
  void asksForAnythingAgainThatGetsNoAnswer() {
    List<RuntimeException> failures =
        List.of(
            SdkClientException.create("Unable to load credentials"),
            ApiCallAttemptTimeoutException.create(40_000));
    for (RuntimeException failure : failures) {
      answers(failure);

      SinkException thrown = catchThrowableOfType(SinkException.class, () -> sink.log(events));

      assertThat(thrown.kind()).isEqualTo(SinkException.Kind.UNAVAILABLE);
      assertThat(thrown)
          .hasMessage(
              "no answer to logs:PutLogEvents on log group g, stream event: "
                  + failure.getMessage());
    }
  }

  @Test
  void stopsAfterTwoStreamsWithoutAnAnswer() {
    answers(SdkClientException.create("timed out"));
    List<Event> ofFive =
        Stream.of("a", "b", "c", "d", "e")
            .flatMap(name -> Settings.named(name, 1).stream())
            .toList();

    assertThatThrownBy(() -> sink.log(ofFive)).isInstanceOf(SinkException.class);

    verify(client, times(2)).putLogEvents(anyRequest());
  }

  @Test
  void saysThatTheRoleMayNotBeAssumed() {
    answers(
        StsException.builder()
            .statusCode(403)
            .awsErrorDetails(error("AccessDenied", "is not authorized to perform: sts:AssumeRole"))
            .build());

    SinkException thrown = catchThrowableOfType(SinkException.class, () -> sink.log(events));

    assertThat(thrown.kind()).isEqualTo(SinkException.Kind.MISCONFIGURED);
    assertThat(thrown)
        .hasMessage(
            "not allowed: sts:AssumeRole on the role of this log; allow it in a policy of the user"
                + " or role (is not authorized to perform: sts:AssumeRole)");
  }

  @Test
  void needsAPersonForAnythingElseThatIsRefused() {
    answers(
        CloudWatchLogsException.builder()
            .statusCode(400)
            .awsErrorDetails(error("LimitExceededException", "Resource limit exceeded."))
            .build());

    SinkException thrown = catchThrowableOfType(SinkException.class, () -> sink.log(events));

    assertThat(thrown.kind()).isEqualTo(SinkException.Kind.MISCONFIGURED);
    assertThat(thrown)
        .hasMessage(
            "logs:PutLogEvents on log group g, stream event: refused (LimitExceededException)");
  }

  @Test
  void neverRepeatsAnEventThatTheServiceQuotes() throws Exception {
    answers(
        InvalidParameterException.builder()
            .statusCode(400)
            .awsErrorDetails(
                error(
                    "InvalidParameterException",
                    "1 validation error detected: Value 'the user's\nsecret' at 'logEvents.1."
                        + "member.message' failed to satisfy constraint: Member must be nice"))
            .build());

    DeliveryResult result = sink.log(events);

    assertThat(result.rejected())
        .hasSize(3)
        .allSatisfy(
            rejected ->
                assertThat(rejected.reason()).isEqualTo("refused: InvalidParameterException"));
  }

  @Test
  void closesItsClient() {
    sink.close();
    sink.close();

    verify(client, times(1)).close();
  }

  private void answers(Throwable failure) {
    reset(client);
    when(client.putLogEvents(anyRequest())).thenThrow(failure);
  }

  @SuppressWarnings("unchecked") // a mock of a generic type
  private static Consumer<PutLogEventsRequest.Builder> anyRequest() {
    return any(Consumer.class);
  }

  private static AwsErrorDetails error(String code, String message) {
    return AwsErrorDetails.builder().errorCode(code).errorMessage(message).build();
  }
}
