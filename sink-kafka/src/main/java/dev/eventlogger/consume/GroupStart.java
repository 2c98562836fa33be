package dev.eventlogger.consume;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.GroupMaxSizeReachedException;
import org.apache.kafka.common.errors.GroupNotEmptyException;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.common.errors.UnknownMemberIdException;
import org.apache.kafka.common.errors.UnknownServerException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.jspecify.annotations.Nullable;

/** What is checked, and set, before a consumer joins its group. For one thread, once. */
final class GroupStart {

  private static final Duration PATIENCE = Duration.ofSeconds(5);

  private final Consumer<byte[], byte[]> consumer;
  private final ConsumerSettings settings;

  GroupStart(Consumer<byte[], byte[]> consumer, ConsumerSettings settings) {
    this.consumer = consumer;
    this.settings = settings;
  }

  /**
   * Checks the topics, and rewinds the group if it is to begin again; may be called again if it
   * fails.
   *
   * @return what recognizes the end; null if the consumer is not to end there
   * @throws ConsumerException if something is wrong for good, such as a topic that does not exist
   * @throws KafkaException if the failure may pass, such as brokers that are away
   */
  @Nullable UntilEnd begin() {
    List<TopicPartition> all = partitions();
    if (!settings.fromBeginning() && !settings.untilEnd()) {
      return null; // needs no partition's leader, which may be away
    }
    Map<TopicPartition, Long> beginnings =
        ask(() -> consumer.beginningOffsets(all, PATIENCE), "the topics' beginnings");
    if (settings.fromBeginning()) {
      rewind(beginnings, Clients.common(settings));
    }
    return settings.untilEnd()
        ? new UntilEnd(
            consumer,
            beginnings,
            ask(() -> consumer.endOffsets(all, PATIENCE), "the ends of the topics"))
        : null;
  }

  private List<TopicPartition> partitions() {
    List<TopicPartition> all = new ArrayList<>();
    for (String topic : settings.topicsOnce()) {
      List<PartitionInfo> found = ask(() -> found(topic), "topic " + topic);
      if (found.isEmpty()) {
        throw new ConsumerException(
            "topic "
                + topic
                + ": is not there, at "
                + settings.servers()
                + "; make it, or correct its name");
      }
      found.forEach(one -> all.add(new TopicPartition(topic, one.partition())));
    }
    return all;
  }

  private List<PartitionInfo> found(String topic) {
    try {
      List<PartitionInfo> found = consumer.partitionsFor(topic, PATIENCE);
      return found == null ? List.of() : found;
    } catch (UnknownTopicOrPartitionException e) {
      return List.of();
    }
  }

  /**
   * Moves the group back to the first records.
   *
   * @throws ConsumerException if the group has members, which would go on where they are
   */
  private void rewind(Map<TopicPartition, Long> beginnings, Map<String, Object> properties) {
    Map<TopicPartition, OffsetAndMetadata> offsets = new HashMap<>();
    beginnings.forEach(
        (partition, offset) -> offsets.put(partition, new OffsetAndMetadata(offset)));
    try (Admin admin = Admin.create(properties)) {
      admin
          .alterConsumerGroupOffsets(settings.group(), offsets)
          .all()
          .get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
    } catch (ExecutionException e) {
      Throwable cause = e.getCause();
      if (cause instanceof UnknownMemberIdException || cause instanceof GroupNotEmptyException) {
        throw new ConsumerException(
            "group "
                + settings.group()
                + ": has members, and goes on where it is; from_beginning is for a group that has"
                + " none: stop them, or name another group",
            cause);
      }
      if (cause instanceof KafkaException failure && mayPass(failure)) {
        throw failure;
      }
      throw refused("group " + settings.group(), cause == null ? e : cause);
    } catch (TimeoutException e) {
      throw new org.apache.kafka.common.errors.TimeoutException(
          "no answer within " + PATIENCE.toSeconds() + "s", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new ConsumerException("interrupted while the group was set to the beginning", e);
    }
  }

  private interface Question<T> {
    T ask();
  }

  private <T> T ask(Question<T> question, String what) {
    try {
      return question.ask();
    } catch (KafkaException e) {
      if (e instanceof InterruptException || mayPass(e)) {
        throw e;
      }
      throw refused(what, e);
    }
  }

  /** Whether a failure is one of the brokers' that may be gone at the next try. */
  static boolean mayPass(KafkaException failure) {
    return failure instanceof RetriableException
        || failure instanceof UnknownServerException
        || failure instanceof GroupMaxSizeReachedException;
  }

  static ConsumerException refused(String what, Throwable failure) {
    String words = Troubles.words(failure);
    if (failure instanceof AuthenticationException) {
      return new ConsumerException(
          what + ": the brokers do not let this client in; see the properties sasl.*: " + words,
          failure);
    }
    if (failure instanceof AuthorizationException) {
      return new ConsumerException(
          what + ": not allowed; a consumer needs READ on its topics and on its group: " + words,
          failure);
    }
    return new ConsumerException(what + ": " + words, failure);
  }
}
