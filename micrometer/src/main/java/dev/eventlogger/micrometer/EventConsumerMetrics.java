package dev.eventlogger.micrometer;

import static java.util.Objects.requireNonNull;

import dev.eventlogger.consume.ConsumerState;
import dev.eventlogger.consume.EventConsumer;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.util.OptionalLong;
import java.util.function.ToDoubleFunction;

/**
 * Exposes a consumer's progress as meters: {@code new
 * EventConsumerMetrics(consumer).bindTo(registry)}. Immutable, thread-safe. All meters have the tag
 * {@code group}.
 *
 * <ul>
 *   <li>{@code eventlog.consumer.running}: 1 while it runs; {@code eventlog.consumer.problem}: 1
 *       while something keeps it from making progress
 *   <li>{@code eventlog.consumer.lag} (topic): records of its partitions that are not delivered
 *       yet; NaN while that is unknown, and while it does not run
 *   <li>{@code eventlog.consumer.partitions}: partitions assigned to it
 *   <li>{@code eventlog.consumer.records}, {@code .delivered}, {@code .unreadable}, {@code
 *       .skipped}: records that it has read, that are delivered or dead letters, that were not
 *       events, and that retention removed before they were read
 *   <li>{@code eventlog.consumer.inflight}: records on their way to the logs; {@code
 *       eventlog.consumer.paused}: 1 while it waits for the logs
 *   <li>{@code eventlog.consumer.rebalances}, {@code eventlog.consumer.commits.refused}
 * </ul>
 */
public final class EventConsumerMetrics implements MeterBinder {

  private final EventConsumer consumer;

  /** Creates the meters for a consumer. */
  public EventConsumerMetrics(EventConsumer consumer) {
    this.consumer = requireNonNull(consumer, "consumer");
  }

  @Override
  public void bindTo(MeterRegistry registry) {
    Tags tags = Tags.of("group", consumer.group());
    for (String topic : consumer.topics()) {
      gauge(registry, "lag", tags.and("topic", topic), state -> lag(state, topic));
    }
    gauge(registry, "running", tags, state -> consumer.isRunning() ? 1 : 0);
    gauge(registry, "problem", tags, state -> state.problem() == null ? 0 : 1);
    gauge(
        registry,
        "partitions",
        tags,
        state -> consumer.isRunning() ? state.partitions().size() : 0);
    gauge(registry, "inflight", tags, ConsumerState::inFlight);
    gauge(registry, "paused", tags, state -> state.paused() ? 1 : 0);
    count(registry, "records", tags, ConsumerState::records);
    count(registry, "delivered", tags, ConsumerState::delivered);
    count(registry, "unreadable", tags, ConsumerState::unreadable);
    count(registry, "skipped", tags, ConsumerState::skipped);
    count(registry, "rebalances", tags, ConsumerState::rebalances);
    count(registry, "commits.refused", tags, ConsumerState::refusedCommits);
  }

  /** NaN where the lag is unknown, since a number that no longer changes would look healthy. */
  private double lag(ConsumerState state, String topic) {
    OptionalLong known = consumer.isRunning() ? state.knownLag(topic) : OptionalLong.empty();
    return known.isPresent() ? known.getAsLong() : Double.NaN;
  }

  private void gauge(
      MeterRegistry registry, String name, Tags tags, ToDoubleFunction<ConsumerState> value) {
    // A registry holds a meter's state object only weakly, so the registry itself serves as that
    // object.
    Gauge.builder(
            "eventlog.consumer." + name, registry, unused -> value.applyAsDouble(consumer.state()))
        .tags(tags)
        .register(registry);
  }

  private void count(
      MeterRegistry registry, String name, Tags tags, ToDoubleFunction<ConsumerState> value) {
    FunctionCounter.builder(
            "eventlog.consumer." + name, registry, unused -> value.applyAsDouble(consumer.state()))
        .tags(tags)
        .register(registry);
  }
}
