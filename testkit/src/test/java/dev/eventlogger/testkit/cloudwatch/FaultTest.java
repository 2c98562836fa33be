package dev.eventlogger.testkit.cloudwatch;

import static dev.eventlogger.testkit.cloudwatch.FakeClient.GROUP;
import static dev.eventlogger.testkit.cloudwatch.FakeClient.event;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.services.cloudwatchlogs.model.CloudWatchLogsException;
import software.amazon.awssdk.services.cloudwatchlogs.model.ServiceUnavailableException;
import software.amazon.awssdk.services.cloudwatchlogs.model.ThrottlingException;

/** Requested faults happen, and the SDK interprets them as the real ones. */
@Timeout(60)
class FaultTest {

  private final FakeCloudWatchLogs service = FakeCloudWatchLogs.start();
  private final FakeClient client = new FakeClient(service).prepared();
  private final long now = System.currentTimeMillis();

  @AfterEach
  void close() {
    client.logs.close();
    service.close();
  }

  @Test
  void throttlesWithAndWithoutAHint() {
    service.failNext("PutLogEvents", 1, Fault.throttling(Duration.ofMillis(1_500)));
    service.failNext("PutLogEvents", 1, Fault.throttling());

    ThrottlingException hinted =
        catchThrowableOfType(ThrottlingException.class, () -> client.put(event(now, "x")));
    ThrottlingException bare =
        catchThrowableOfType(ThrottlingException.class, () -> client.put(event(now, "x")));

    assertThat(hinted.isThrottlingException()).isTrue();
    assertThat(hinted.awsErrorDetails().sdkHttpResponse().firstMatchingHeader("Retry-After"))
        .contains("2");
    assertThat(bare.awsErrorDetails().sdkHttpResponse().firstMatchingHeader("Retry-After"))
        .isEmpty();
    assertThat(service.events(GROUP)).isEmpty();
    client.put(event(now, "x"));
    assertThat(service.events(GROUP)).hasSize(1);
    assertThat(service.violations()).as("faults are nobody's fault").isEmpty();
  }

  @Test
  void failsAsTheServiceDoes() {
    service.failNext("PutLogEvents", 1, Fault.unavailable());
    service.failNext("PutLogEvents", 1, Fault.internalFailure());
    service.failNext("PutLogEvents", 1, Fault.accessDenied("logs:PutLogEvents", "arn:aws:logs:x"));

    assertThatThrownBy(() -> client.put(event(now, "x")))
        .isInstanceOf(ServiceUnavailableException.class);
    assertThatThrownBy(() -> client.put(event(now, "x")))
        .isInstanceOfSatisfying(
            CloudWatchLogsException.class, e -> assertThat(e.statusCode()).isEqualTo(500));
    assertThatThrownBy(() -> client.put(event(now, "x")))
        .isInstanceOf(CloudWatchLogsException.class)
        .hasMessageContaining("not authorized to perform: logs:PutLogEvents on resource: arn:aws");
  }

  @Test
  void losesARequestOrItsAnswer() {
    service.failNext("PutLogEvents", 1, Fault.reset());
    assertThatThrownBy(() -> client.put(event(now, "x"))).isInstanceOf(SdkClientException.class);
    assertThat(service.events(GROUP)).isEmpty();

    service.failNext("PutLogEvents", 1, Fault.lostAnswer());
    assertThatThrownBy(() -> client.put(event(now, "x"))).isInstanceOf(SdkClientException.class);
    assertThat(service.events(GROUP)).hasSize(1);
  }

  @Test
  void answersLate() {
    service.failNext("PutLogEvents", 1, Fault.slow(Duration.ofMillis(200)));
    long start = System.nanoTime();

    client.put(event(now, "x"));

    assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThan(Duration.ofMillis(199));
    assertThat(service.events(GROUP)).hasSize(1);
  }

  @Test
  void letsAShareOfAllRequestsFailUntilItWorksAgain() {
    service.failShare(0.5, Fault.throttling());
    service.failShare(0.1, Fault.unavailable());
    int failures = 0;
    for (int i = 0; i < 100; i++) {
      failures += catchThrowable(() -> client.put(event(now, "x"))) == null ? 0 : 1;
    }
    service.workAgain();
    client.put(event(now, "x"));

    assertThat(failures).isBetween(40, 80);
    assertThat(service.events(GROUP)).hasSize(101 - failures);
    assertThat(service.requests("PutLogEvents")).isEqualTo(101);
  }
}
