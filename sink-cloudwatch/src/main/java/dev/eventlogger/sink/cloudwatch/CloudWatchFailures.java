package dev.eventlogger.sink.cloudwatch;

import dev.eventlogger.spi.FailureWords;
import dev.eventlogger.spi.SinkException;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.http.SdkHttpResponse;
import software.amazon.awssdk.services.sts.model.StsException;

/** Says what failed requests mean, in messages that name the action and the resource. */
final class CloudWatchFailures {

  private static final String PUTTING = "logs:PutLogEvents";
  private static final Set<String> DENIED = Set.of("AccessDeniedException", "AccessDenied");
  private static final Set<String> NOT_SIGNED_IN =
      Set.of(
          "UnrecognizedClientException",
          "InvalidClientTokenId",
          "InvalidSignatureException",
          "SignatureDoesNotMatch",
          "IncompleteSignatureException",
          "MissingAuthenticationTokenException",
          "ExpiredTokenException",
          "ExpiredToken",
          "OptInRequired");

  private CloudWatchFailures() {}

  /**
   * What a failed request means for delivery.
   *
   * @param action as IAM names it, such as {@code logs:PutLogEvents}
   * @param resource what it was tried on
   */
  static SinkException of(SdkException failure, String action, String resource) {
    if (failure instanceof StsException refusal) {
      return ofAnswer(refusal, "sts:AssumeRole", "the role of this log");
    }
    if (failure instanceof AwsServiceException answer) {
      return ofAnswer(answer, action, resource);
    }
    // The client's own message: no answer came back that could quote an event.
    String words = FailureWords.scrubbed(String.valueOf(failure.getMessage()));
    return SinkException.unavailable(
        "no answer to " + action + " on " + resource + ": " + words, failure);
  }

  private static SinkException ofAnswer(
      AwsServiceException answer, String action, String resource) {
    if (answer.isThrottlingException()) {
      String message = action + " on " + resource + ": throttled (" + code(answer) + ")";
      return retryAfter(answer)
          .map(delay -> SinkException.unavailable(delay, message, answer))
          .orElseGet(() -> SinkException.unavailable(message, answer));
    }
    if (answer.statusCode() >= 500) {
      return SinkException.unavailable(
          action + " on " + resource + ": the service fails (" + code(answer) + ")", answer);
    }
    if (DENIED.contains(code(answer)) || answer.statusCode() == 403) {
      return SinkException.misconfigured(
          "not allowed: "
              + action
              + " on "
              + resource
              + "; allow it in a policy of the user or role ("
              + text(answer)
              + ")",
          answer);
    }
    if (NOT_SIGNED_IN.contains(code(answer)) || answer.statusCode() == 401) {
      return SinkException.misconfigured(
          "the credentials are not accepted for "
              + action
              + " on "
              + resource
              + ": "
              + code(answer)
              + "; check keys, profile, role and region",
          answer);
    }
    return SinkException.misconfigured(
        action + " on " + resource + ": refused (" + words(answer, action) + ")", answer);
  }

  /** The service's message may quote an event, if the request held events. */
  private static String words(AwsServiceException answer, String action) {
    return action.equals(PUTTING) ? code(answer) : code(answer) + ": " + text(answer);
  }

  /** Whether the service did not answer at all. */
  static boolean isWithoutAnswer(SinkException failure) {
    return !(failure.getCause() instanceof AwsServiceException);
  }

  /** The service's name for what is wrong. */
  static String code(AwsServiceException answer) {
    AwsErrorDetails details = answer.awsErrorDetails();
    return details == null || details.errorCode() == null
        ? "status " + answer.statusCode()
        : details.errorCode();
  }

  /** The service's message, for requests that held no events. */
  private static String text(AwsServiceException answer) {
    AwsErrorDetails details = answer.awsErrorDetails();
    String text = details == null ? null : details.errorMessage();
    return text == null ? code(answer) : FailureWords.scrubbed(text);
  }

  private static Optional<Duration> retryAfter(AwsServiceException answer) {
    AwsErrorDetails details = answer.awsErrorDetails();
    SdkHttpResponse response = details == null ? null : details.sdkHttpResponse();
    if (response == null) {
      return Optional.empty();
    }
    return response
        .firstMatchingHeader("x-amz-retry-after")
        .flatMap(CloudWatchFailures::number)
        .map(Duration::ofMillis)
        .or(
            () ->
                response
                    .firstMatchingHeader("Retry-After")
                    .flatMap(CloudWatchFailures::number)
                    .map(Duration::ofSeconds));
  }

  /** A date instead of a number, which HTTP allows, counts as no hint. */
  private static Optional<Long> number(String text) {
    return text.matches("\\d{1,9}") ? Optional.of(Long.valueOf(text)) : Optional.empty();
  }
}
