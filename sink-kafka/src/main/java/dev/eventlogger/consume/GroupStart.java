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
import org.apache.kafka.common.errors.GroupNotEmptyException;
import org.apache.kafka.common.errors.UnknownMemberIdException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/** What is looked at, and set, before a consumer joins its group. For one thread, once. */
final class GroupStart {

  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final Consumer<byte[], byte[]> consumer;
  private final ConsumerSettings settings;

  GroupStart(Consumer<byte[], byte[]> consumer, ConsumerSettings settings) {
    this.consumer = consumer;
    this.settings = settings;
  }

  /**
   * The partitions of all topics.
   *
   * @throws ConsumerException if a topic is not there, or the brokers do not say
   */
  List<TopicPartition> partitions() {
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

  /** Where each partition ends now. */
  Map<TopicPartition, Long> ends(List<TopicPartition> partitions) {
    return ask(() -> consumer.endOffsets(partitions, PATIENCE), "the ends of the topics");
  }

  /** Where each partition begins now. */
  Map<TopicPartition, Long> beginnings(List<TopicPartition> partitions) {
    return ask(() -> consumer.beginningOffsets(partitions, PATIENCE), "the topics' beginnings");
  }

  /**
   * Has the group begin again at the first records.
   *
   * @throws ConsumerException if it has members, which would go on where they are
   */
  void rewind(Map<TopicPartition, Long> beginnings, Map<String, Object> properties) {
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
      throw refused("group " + settings.group(), cause == null ? e : cause);
    } catch (TimeoutException e) {
      throw away(e);
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
    } catch (org.apache.kafka.common.errors.TimeoutException e) {
      throw away(e);
    } catch (KafkaException e) {
      throw refused(what, e);
    }
  }

  private ConsumerException away(Throwable failure) {
    return new ConsumerException(
        "bootstrap_servers "
            + settings.servers()
            + ": no answer within "
            + PATIENCE.toSeconds()
            + "s; are the brokers there, and is security.protocol among the properties right?",
        failure);
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
