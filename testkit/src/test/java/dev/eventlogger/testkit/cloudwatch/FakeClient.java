package dev.eventlogger.testkit.cloudwatch;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.cloudwatchlogs.CloudWatchLogsClient;
import software.amazon.awssdk.services.cloudwatchlogs.model.InputLogEvent;
import software.amazon.awssdk.services.cloudwatchlogs.model.PutLogEventsResponse;

/** The real SDK, talking to a fake. */
final class FakeClient {

  static final String GROUP = "/app/events";
  static final String STREAM = "web-1";

  final CloudWatchLogsClient logs;

  FakeClient(FakeCloudWatchLogs service) {
    logs =
        CloudWatchLogsClient.builder()
            .endpointOverride(service.endpoint())
            .region(Region.EU_CENTRAL_1)
            .credentialsProvider(
                StaticCredentialsProvider.create(AwsBasicCredentials.create("id", "key")))
            .overrideConfiguration(
                configuration -> configuration.retryStrategy(AwsRetryStrategy.doNotRetry()))
            .build();
  }

  /** Creates the group and the stream. */
  FakeClient prepared() {
    logs.createLogGroup(request -> request.logGroupName(GROUP));
    logs.createLogStream(request -> request.logGroupName(GROUP).logStreamName(STREAM));
    return this;
  }

  PutLogEventsResponse put(InputLogEvent... events) {
    return put(Arrays.asList(events));
  }

  PutLogEventsResponse put(List<InputLogEvent> events) {
    return logs.putLogEvents(
        request -> request.logGroupName(GROUP).logStreamName(STREAM).logEvents(events));
  }

  static InputLogEvent event(long timestamp, String message) {
    return InputLogEvent.builder().timestamp(timestamp).message(message).build();
  }

  static List<InputLogEvent> events(int count, long timestamp, String message) {
    return IntStream.range(0, count)
        .mapToObj(i -> event(timestamp, message))
        .sorted(Comparator.comparing(InputLogEvent::timestamp))
        .toList();
  }
}
