package dev.eventlogger.sink.kafka;

import dev.eventlogger.sink.kafka.KafkaSettings.RecordTime;
import dev.eventlogger.spi.SinkException;
import java.util.List;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.producer.BufferExhaustedException;
import org.apache.kafka.common.InvalidRecordException;
import org.apache.kafka.common.errors.ApiException;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.IllegalSaslStateException;
import org.apache.kafka.common.errors.InvalidConfigurationException;
import org.apache.kafka.common.errors.InvalidTimestampException;
import org.apache.kafka.common.errors.InvalidTopicException;
import org.apache.kafka.common.errors.PolicyViolationException;
import org.apache.kafka.common.errors.RecordBatchTooLargeException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.SecurityDisabledException;
import org.apache.kafka.common.errors.SslAuthenticationException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.apache.kafka.common.errors.UnsupportedCompressionTypeException;
import org.apache.kafka.common.errors.UnsupportedForMessageFormatException;
import org.apache.kafka.common.errors.UnsupportedVersionException;
import org.jspecify.annotations.Nullable;

/** What failures of Kafka's client mean. Its messages are not passed on: they may quote events. */
final class KafkaFailures {

  /** Failures whose cause only a person can change. */
  private static final List<Class<? extends ApiException>> FOR_A_PERSON =
      List.of(
          AuthenticationException.class,
          AuthorizationException.class,
          IllegalSaslStateException.class,
          InvalidConfigurationException.class,
          InvalidTimestampException.class,
          InvalidTopicException.class,
          PolicyViolationException.class,
          RecordBatchTooLargeException.class,
          SecurityDisabledException.class,
          UnsupportedCompressionTypeException.class,
          UnsupportedForMessageFormatException.class,
          UnsupportedVersionException.class);

  private KafkaFailures() {}

  /**
   * Why an event is given up.
   *
   * @param time which time the record has: that of the event, or this machine's clock, for which no
   *     event is to blame
   * @return null if the failure is not the event's fault
   */
  static @Nullable String refusal(Throwable failure, RecordTime time) {
    Throwable cause = unwrapped(failure);
    if (cause instanceof RecordTooLargeException) {
      return "too large for the topic (max.message.bytes), or for the producer (max.request.size,"
          + " buffer.memory)";
    }
    if (cause instanceof InvalidTimestampException && time == RecordTime.CREATED_AT) {
      return "its time is further from the broker's than the topic takes; with timestamp: sent that"
          + " does not matter";
    }
    return cause instanceof InvalidRecordException && !isForWantOfAKey(cause)
        ? "the topic does not take it: InvalidRecordException"
        : null;
  }

  /** Whether the producer has no memory left, for any record. */
  static boolean isOfMemory(Throwable failure) {
    return unwrapped(failure) instanceof BufferExhaustedException;
  }

  /** Whether the client waited for something in vain. */
  static boolean isOfTime(Throwable failure) {
    return unwrapped(failure) instanceof TimeoutException;
  }

  /**
   * Whether the topic is compacted, and the record has no key. This has no error code of its own,
   * so the message is matched; it is not passed on.
   */
  static boolean isForWantOfAKey(Throwable failure) {
    Throwable cause = unwrapped(failure);
    return cause instanceof InvalidRecordException
        && String.valueOf(cause.getMessage()).contains("ompacted topic");
  }

  /**
   * What keeps events from being written that is not an event's fault. Whatever is not known to be
   * an event's fault counts as that, since brokers answer {@code UnknownServerException} for any
   * fault of their own.
   *
   * @param where the servers
   */
  static SinkException obstacle(String where, String topic, Throwable failure) {
    Throwable cause = unwrapped(failure);
    String to = where + ", topic " + topic + ": ";
    if (cause instanceof InvalidRecordException) {
      return SinkException.misconfigured(
          to
              + "it is compacted, and takes no record without a key; set key_by, or its"
              + " cleanup.policy",
          null);
    }
    if (isOneOf(FOR_A_PERSON, cause)) {
      return SinkException.misconfigured(to + remedy(cause), null);
    }
    if (hasCause(failure, UnknownTopicOrPartitionException.class)) {
      return SinkException.unavailable(to + "there is no such topic, and nobody makes it", null);
    }
    // A failure of no known kind: a neighbour in its batch was refused, or it was not fully sent.
    String why =
        cause instanceof TimeoutException
            ? "no broker answers in time"
            : cause.getClass().getSimpleName();
    return SinkException.unavailable(to + why, null);
  }

  private static String remedy(Throwable cause) {
    if (cause instanceof SslAuthenticationException) {
      return "no secure connection; look at the ssl properties, and at the broker's certificate";
    }
    if (cause instanceof AuthenticationException) {
      return "the broker does not let us in; look at the sasl properties, user and password";
    }
    if (cause instanceof TopicAuthorizationException) {
      return "not permitted; the user needs the operations Describe and Write on it";
    }
    if (cause instanceof AuthorizationException) {
      return "not permitted; the user needs the operation IdempotentWrite on the cluster";
    }
    if (cause instanceof InvalidTimestampException) {
      return "this machine's clock is further from the broker's than the topic takes"
          + " (message.timestamp.after.max.ms); set the clock";
    }
    if (cause instanceof RecordBatchTooLargeException) {
      return "its segment.bytes are fewer than those of a batch; raise them, or lower batch.size";
    }
    return "refused for good: " + cause.getClass().getSimpleName();
  }

  private static boolean isOneOf(List<Class<? extends ApiException>> kinds, Throwable failure) {
    return kinds.stream().anyMatch(kind -> kind.isInstance(failure));
  }

  private static boolean hasCause(Throwable failure, Class<?> kind) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (kind.isInstance(cause)) {
        return true;
      }
    }
    return false;
  }

  /** The failure that tells the kind, where another only wraps it. */
  private static Throwable unwrapped(Throwable failure) {
    Throwable inner = failure;
    while ((inner instanceof ExecutionException || !(inner instanceof ApiException))
        && inner.getCause() != null) {
      inner = inner.getCause();
    }
    return inner;
  }
}
