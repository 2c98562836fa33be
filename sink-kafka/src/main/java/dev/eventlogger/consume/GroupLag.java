package dev.eventlogger.consume;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ConsumerGroupDescription;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.GroupIdNotFoundException;

/**
 * How far a group is behind its topics, seen from outside: looking does not join the group.
 * Immutable.
 *
 * @param topics records of each topic that the group has not committed
 * @param waiting records that have waited for longer than was asked about
 * @param members how many consumers the group has
 */
public record GroupLag(Map<String, Long> topics, long waiting, int members) {

  private static final Duration PATIENCE = Duration.ofSeconds(15);

  public GroupLag {
    topics = Collections.unmodifiableMap(new TreeMap<>(topics));
  }

  /** Returns the lag of all topics together. */
  public long total() {
    return topics.values().stream().mapToLong(Long::longValue).sum();
  }

  /**
   * Asks the brokers, and changes nothing.
   *
   * @param waitingSince records written before this, and not committed, count as waiting
   * @throws ConsumerException if the brokers do not answer, or refuse
   * @throws IllegalArgumentException if a setting is missing
   */
  public static GroupLag look(ConsumerSettings settings, Instant waitingSince)
      throws InterruptedException {
    settings.requireWhole();
    Map<String, Object> properties = Clients.common(settings);
    properties.put("default.api.timeout.ms", String.valueOf(PATIENCE.toMillis()));
    properties.put("request.timeout.ms", String.valueOf(PATIENCE.toMillis()));
    try (Admin admin = Admin.create(properties)) {
      return look(admin, settings, waitingSince);
    } catch (ExecutionException e) {
      Throwable cause = e.getCause() == null ? e : e.getCause();
      throw GroupStart.refused("group " + settings.group(), cause);
    } catch (TimeoutException e) {
      throw new ConsumerException(
          "bootstrap_servers " + settings.servers() + ": no answer within 15s", e);
    } catch (KafkaException e) {
      throw new ConsumerException("properties: " + Clients.words(e), e);
    }
  }

  private static GroupLag look(Admin admin, ConsumerSettings settings, Instant waitingSince)
      throws ExecutionException, InterruptedException, TimeoutException {
    List<TopicPartition> partitions = new ArrayList<>();
    for (TopicDescription topic :
        get(admin.describeTopics(settings.topicsOnce()).allTopicNames()).values()) {
      topic
          .partitions()
          .forEach(one -> partitions.add(new TopicPartition(topic.name(), one.partition())));
    }
    Map<TopicPartition, Long> first = offsets(admin, partitions, OffsetSpec.earliest());
    Map<TopicPartition, Long> ends = offsets(admin, partitions, OffsetSpec.latest());
    Map<TopicPartition, Long> recent =
        offsets(admin, partitions, OffsetSpec.forTimestamp(waitingSince.toEpochMilli()));
    Map<TopicPartition, OffsetAndMetadata> committed =
        get(
            admin
                .listConsumerGroupOffsets(settings.group())
                .partitionsToOffsetAndMetadata(settings.group()));
    Map<String, Long> lags = new HashMap<>();
    long waiting = 0;
    for (TopicPartition partition : partitions) {
      OffsetAndMetadata at = committed.get(partition);
      long begin = Math.max(first.getOrDefault(partition, 0L), at == null ? 0 : at.offset());
      long end = ends.getOrDefault(partition, 0L);
      long young = recent.getOrDefault(partition, -1L);
      lags.merge(partition.topic(), Math.max(0, end - begin), Long::sum);
      waiting += Math.max(0, (young < 0 ? end : young) - begin);
    }
    return new GroupLag(lags, waiting, members(admin, settings.group()));
  }

  private static Map<TopicPartition, Long> offsets(
      Admin admin, List<TopicPartition> partitions, OffsetSpec which)
      throws ExecutionException, InterruptedException, TimeoutException {
    Map<TopicPartition, OffsetSpec> question = new HashMap<>();
    partitions.forEach(partition -> question.put(partition, which));
    Map<TopicPartition, ListOffsetsResultInfo> answer = get(admin.listOffsets(question).all());
    Map<TopicPartition, Long> offsets = new HashMap<>();
    answer.forEach((partition, info) -> offsets.put(partition, info.offset()));
    return offsets;
  }

  private static int members(Admin admin, String group)
      throws ExecutionException, InterruptedException, TimeoutException {
    try {
      KafkaFuture<ConsumerGroupDescription> answer =
          admin.describeConsumerGroups(List.of(group)).describedGroups().get(group);
      return get(requireNonNull(answer, group)).members().size();
    } catch (ExecutionException e) {
      if (e.getCause() instanceof GroupIdNotFoundException) {
        return 0;
      }
      throw e;
    }
  }

  private static <T> T get(KafkaFuture<T> future)
      throws ExecutionException, InterruptedException, TimeoutException {
    return future.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
  }
}
