package dev.eventlogger.testing.kafka;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.TopicPartitionInfo;
import org.apache.kafka.common.acl.AccessControlEntry;
import org.apache.kafka.common.acl.AccessControlEntryFilter;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclBindingFilter;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.acl.AclPermissionType;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourcePattern;
import org.apache.kafka.common.resource.ResourcePatternFilter;
import org.apache.kafka.common.resource.ResourceType;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** The topics of a {@link KafkaBroker}: creates, deletes and reads them. Not thread-safe. */
public final class KafkaTopics implements AutoCloseable {

  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final Duration POLL = Duration.ofMillis(200);

  private final String bootstrap;
  private final Admin admin;

  KafkaTopics(String bootstrap) {
    this.bootstrap = bootstrap;
    admin =
        Admin.create(
            Map.of(
                "bootstrap.servers",
                bootstrap,
                "reconnect.backoff.max.ms",
                "100",
                "default.api.timeout.ms",
                String.valueOf(PATIENCE.toMillis())));
  }

  /** For everything that this class does not offer. */
  public Admin admin() {
    return admin;
  }

  /** Creates a topic, and waits until the broker knows it. */
  public void create(String topic, int partitions) throws IOException, InterruptedException {
    create(topic, partitions, Map.of());
  }

  /**
   * Creates a topic, and waits until the broker knows it.
   *
   * @param settings of the topic, such as {@code max.message.bytes}
   */
  public void create(String topic, int partitions, Map<String, String> settings)
      throws IOException, InterruptedException {
    NewTopic wanted = new NewTopic(topic, partitions, (short) 1).configs(settings);
    get(admin.createTopics(List.of(wanted)).all());
    await("topic " + topic, () -> exists(topic));
    // A leader that is named may not have started: it would refuse a first batch, and accept a
    // second.
    Map<TopicPartition, Long> unused = ends(topic);
  }

  /** Deletes a topic with all its records, and waits until the broker no longer knows it. */
  public void delete(String topic) throws IOException, InterruptedException {
    get(admin.deleteTopics(List.of(topic)).all());
    await("no topic " + topic, () -> !exists(topic));
  }

  private boolean exists(String topic) {
    try {
      return get(admin.listTopics().names()).contains(topic)
          && partitions(topic).stream()
              .allMatch(partition -> partition.leader() != null && !partition.leader().isEmpty());
    } catch (IOException e) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  private List<TopicPartitionInfo> partitions(String topic)
      throws IOException, InterruptedException {
    return get(admin.describeTopics(List.of(topic)).topicNameValues().values().iterator().next())
        .partitions();
  }

  /** Denies a user of {@link KafkaBroker#withUser} the right to write to a topic. */
  public void deny(String user, String topic) throws IOException, InterruptedException {
    deny(user, topic, AclOperation.WRITE);
  }

  /** Denies a user of {@link KafkaBroker#withUser} an operation on a topic. */
  public void deny(String user, String topic, AclOperation operation)
      throws IOException, InterruptedException {
    get(admin.createAcls(List.of(denial(user, topic, operation))).all());
  }

  /** Reverses {@link #deny}. */
  public void permit(String user, String topic) throws IOException, InterruptedException {
    ResourcePatternFilter pattern =
        new ResourcePatternFilter(ResourceType.TOPIC, topic, PatternType.LITERAL);
    AccessControlEntryFilter denied =
        new AccessControlEntryFilter("User:" + user, "*", AclOperation.ANY, AclPermissionType.DENY);
    get(admin.deleteAcls(List.of(new AclBindingFilter(pattern, denied))).all());
  }

  private static AclBinding denial(String user, String topic, AclOperation operation) {
    return new AclBinding(
        new ResourcePattern(ResourceType.TOPIC, topic, PatternType.LITERAL),
        new AccessControlEntry("User:" + user, "*", operation, AclPermissionType.DENY));
  }

  /** Everything that a topic holds now, partition by partition. */
  public List<ConsumerRecord<byte[], byte[]>> read(String topic)
      throws IOException, InterruptedException {
    return read(topic, Map.of());
  }

  /**
   * What a topic holds now, partition by partition.
   *
   * @param from where to begin, for partitions that are not wanted from their beginning
   */
  public List<ConsumerRecord<byte[], byte[]>> read(String topic, Map<TopicPartition, Long> from)
      throws IOException, InterruptedException {
    Map<TopicPartition, Long> ends = ends(topic);
    List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();
    try (var consumer =
        new KafkaConsumer<>(
            Map.of("bootstrap.servers", bootstrap, "auto.offset.reset", "earliest"),
            new ByteArrayDeserializer(),
            new ByteArrayDeserializer())) {
      for (Map.Entry<TopicPartition, Long> end : ends.entrySet()) {
        TopicPartition partition = end.getKey();
        consumer.assign(Set.of(partition));
        Long first = from.get(partition);
        if (first == null) {
          consumer.seekToBeginning(Set.of(partition));
        } else {
          consumer.seek(partition, first);
        }
        while (consumer.position(partition) < end.getValue()) {
          consumer.poll(POLL).forEach(records::add);
        }
      }
    }
    return records;
  }

  /** The offset that each partition's next record will get. */
  public Map<TopicPartition, Long> ends(String topic) throws IOException, InterruptedException {
    Map<TopicPartition, OffsetSpec> asked = new LinkedHashMap<>();
    for (TopicPartitionInfo each : partitions(topic)) {
      asked.put(new TopicPartition(topic, each.partition()), OffsetSpec.latest());
    }
    Map<TopicPartition, Long> ends = new LinkedHashMap<>();
    for (var partition : asked.keySet()) {
      ends.put(partition, get(admin.listOffsets(asked).partitionResult(partition)).offset());
    }
    return ends;
  }

  /** The offsets that a group has committed. */
  public Map<TopicPartition, Long> committed(String group)
      throws IOException, InterruptedException {
    Map<TopicPartition, Long> committed = new LinkedHashMap<>();
    get(admin.listConsumerGroupOffsets(group).partitionsToOffsetAndMetadata())
        .forEach((partition, offset) -> committed.put(partition, offset.offset()));
    return committed;
  }

  boolean areReady() {
    try {
      return !get(admin.describeCluster().nodes()).isEmpty();
    } catch (IOException e) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  private static void await(String what, BooleanSupplier condition) throws IOException {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() > deadline) {
        throw new IOException(what + ": not within " + PATIENCE.toSeconds() + " s");
      }
      LockSupport.parkNanos(Duration.ofMillis(20).toNanos());
    }
  }

  private static <T> T get(KafkaFuture<T> future) throws IOException, InterruptedException {
    try {
      return future.get();
    } catch (ExecutionException e) {
      throw new IOException(e.getCause());
    }
  }

  @Override
  public void close() {
    admin.close(Duration.ofSeconds(1));
  }
}
