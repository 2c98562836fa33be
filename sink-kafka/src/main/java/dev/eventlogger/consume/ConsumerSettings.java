package dev.eventlogger.consume;

import static java.util.Objects.requireNonNullElse;

import dev.eventlogger.spi.Requirements;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * {@code EVENT_CONSUMER}: which topics are consumed, as which group, and to which logs. Absent
 * components take their defaults.
 *
 * @param bootstrapServers brokers to begin with, each {@code host:port}; required
 * @param topics the topics; required
 * @param group the consumer group, whose members share the partitions, and whose committed offsets
 *     say how far it is; required
 * @param to the logs that get the events; by default, all
 * @param fromBeginning whether the group begins again at the first record of each partition,
 *     whatever it has committed; default false. The group must have no members then. A group that
 *     has committed nothing begins there anyway
 * @param untilEnd whether the consumer ends once the group has committed everything that was in the
 *     topics when the consumer began; default false
 * @param mostEvents the most records on their way to the logs; default 10,000. From there on,
 *     partitions are paused
 * @param mostBytes the same in bytes; default 32 MiB
 * @param commitEvery how often what is delivered is committed; default 1 s
 * @param drainTimeout how long to wait for what is on its way when partitions are taken away, and
 *     when the consumer ends; default 10 s. What is not delivered by then is not committed
 * @param properties further settings of Kafka's consumer, such as {@code security.protocol}
 */
public record ConsumerSettings(
    List<String> bootstrapServers,
    List<String> topics,
    String group,
    List<String> to,
    Boolean fromBeginning,
    Boolean untilEnd,
    Integer mostEvents,
    Long mostBytes,
    Duration commitEvery,
    Duration drainTimeout,
    Map<String, String> properties) {

  /**
   * Properties that decide what is read and when a record counts as done, which the consumer sets
   * itself.
   */
  static final Set<String> OURS =
      Set.of(
          "auto.offset.reset",
          "bootstrap.servers",
          "enable.auto.commit",
          "group.id",
          "key.deserializer",
          "value.deserializer",
          "allow.auto.create.topics");

  private static final int MOST_EVENTS = 10_000;
  private static final long MOST_BYTES = 32L * 1024 * 1024;
  private static final Duration COMMIT_EVERY = Duration.ofSeconds(1);
  private static final Duration DRAIN_TIMEOUT = Duration.ofSeconds(10);
  private static final String MOST_BETWEEN_POLLS = "max.poll.interval.ms";
  private static final long MOST_MILLIS_BETWEEN_POLLS = 300_000;
  private static final Pattern TOPIC = Pattern.compile("[a-zA-Z0-9._-]{1,249}");
  private static final String POSITIVE = "must be more than 0";

  public ConsumerSettings {
    bootstrapServers = List.copyOf(requireNonNullElse(bootstrapServers, List.of()));
    topics = List.copyOf(requireNonNullElse(topics, List.of()));
    group = requireNonNullElse(group, "");
    to = List.copyOf(requireNonNullElse(to, List.of()));
    fromBeginning = requireNonNullElse(fromBeginning, false);
    untilEnd = requireNonNullElse(untilEnd, false);
    mostEvents = requireNonNullElse(mostEvents, MOST_EVENTS);
    mostBytes = requireNonNullElse(mostBytes, MOST_BYTES);
    commitEvery = requireNonNullElse(commitEvery, COMMIT_EVERY);
    drainTimeout = requireNonNullElse(drainTimeout, DRAIN_TIMEOUT);
    properties = Map.copyOf(requireNonNullElse(properties, Map.of()));
    Set<String> ours = new TreeSet<>(properties.keySet());
    ours.retainAll(OURS);
    new Requirements()
        .that(
            topics.stream().allMatch(topic -> TOPIC.matcher(topic).matches()),
            "topics",
            "must be names of topics: letters, digits, '.', '_' and '-', at most 249")
        .that(mostEvents > 0, "most_events", POSITIVE)
        .that(mostBytes > 0, "most_bytes", POSITIVE)
        .that(isPositive(commitEvery), "commit_every", POSITIVE)
        .that(!drainTimeout.isNegative(), "drain_timeout", "must not be negative")
        .that(
            isWithinPolls(drainTimeout, properties.get(MOST_BETWEEN_POLLS)),
            "drain_timeout",
            "must be at least 5s shorter than max.poll.interval.ms, 5m unless properties say"
                + " otherwise: the group takes a member that polls later for dead")
        .that(ours.isEmpty(), "properties", "must not have " + ours + ": the consumer sets these")
        .orThrow();
  }

  /**
   * Checks that nothing is missing; not in the constructor, since options of the command may add to
   * the section.
   *
   * @throws IllegalArgumentException with all that is missing
   */
  void requireWhole() {
    new Requirements()
        .that(
            !bootstrapServers.isEmpty(),
            "bootstrap_servers",
            "is required, such as broker.example.org:9092")
        .that(!topics.isEmpty(), "topics", "is required: the topics to consume")
        .that(
            !group.isBlank(),
            "group",
            "is required: the name under which it remembers how far it is")
        .orThrow();
  }

  private static boolean isPositive(Duration duration) {
    return !duration.isNegative() && !duration.isZero();
  }

  /** Whether a drain, and the commit after it, end before the next poll is due. */
  private static boolean isWithinPolls(Duration drain, @Nullable String mostMillis) {
    try {
      long most =
          mostMillis == null ? MOST_MILLIS_BETWEEN_POLLS : Long.parseLong(mostMillis.trim());
      return drain.plus(Commits.PATIENCE).compareTo(Duration.ofMillis(most)) <= 0;
    } catch (NumberFormatException e) {
      return true; // Kafka reports what is wrong with it
    }
  }

  /** Returns settings with defaults for the rest. */
  public static ConsumerSettings of(
      List<String> bootstrapServers, List<String> topics, String group, List<String> to) {
    return new ConsumerSettings(
        bootstrapServers,
        topics,
        group,
        to,
        false,
        false,
        MOST_EVENTS,
        MOST_BYTES,
        COMMIT_EVERY,
        DRAIN_TIMEOUT,
        Map.of());
  }

  /**
   * Returns the same settings, but ending once the group has committed what is in the topics when
   * the consumer begins.
   */
  public ConsumerSettings endingAtTheEnd() {
    return new ConsumerSettings(
        bootstrapServers,
        topics,
        group,
        to,
        fromBeginning,
        true,
        mostEvents,
        mostBytes,
        commitEvery,
        drainTimeout,
        properties);
  }

  /** The brokers to begin with, for messages. */
  String servers() {
    return String.join(",", bootstrapServers);
  }

  /** For messages: leaves out the properties, which may hold secrets. */
  @Override
  public String toString() {
    return "ConsumerSettings[" + servers() + ", " + topics + ", " + group + ", " + to + "]";
  }

  /** The topics without repetitions, sorted. */
  List<String> topicsOnce() {
    return new ArrayList<>(new TreeSet<>(topics));
  }
}
