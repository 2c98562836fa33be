package dev.eventlogger.seal.log;

import static java.util.Objects.requireNonNullElse;

import dev.eventlogger.config.Section;
import dev.eventlogger.seal.OperatorKeyStore;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The settings of a log under {@code seal}. Absent components take their defaults.
 *
 * @param origin what the log is called in checkpoints, as in {@code example.org/audit}; default the
 *     log's name with the eight digits of its operator key. An existing seal keeps its own
 * @param keyFile the operator key; default {@code operator.key} beside the journal, created if
 *     nothing was ever sealed
 * @param keyStore where the operator key is, if not in a file
 * @param formerKeyFile the former operator key, for the start that changes keys
 * @param events about how many events are sealed under one checkpoint at most; default 4,096
 * @param interval how long delivered events wait for a checkpoint under load; default 1 s
 * @param heartbeat how often something is sealed when there are no events; default 5 min, 0 never
 * @param anchors by their kind, each with its settings
 * @param anchorInterval the shortest time between two checkpoints for an anchor; default 10 s, from
 *     1 ms to a day
 */
public record SealSettings(
    @Nullable String origin,
    @Nullable Path keyFile,
    @Nullable OperatorKeyStore keyStore,
    @Nullable Path formerKeyFile,
    Integer events,
    Duration interval,
    Duration heartbeat,
    Map<String, Section> anchors,
    Duration anchorInterval) {

  private static final int MOST_EVENTS = 65_536;
  private static final Duration LONGEST = Duration.ofMinutes(1);

  public SealSettings {
    events = requireNonNullElse(events, 4096);
    interval = requireNonNullElse(interval, Duration.ofSeconds(1));
    heartbeat = requireNonNullElse(heartbeat, Duration.ofMinutes(5));
    anchors = anchors == null ? Map.of() : Map.copyOf(anchors);
    anchorInterval = requireNonNullElse(anchorInterval, Duration.ofSeconds(10));
    if (keyFile != null && keyStore != null) {
      throw new IllegalArgumentException("key_file and key_store are two keys; name one");
    }
    if (events < 1 || events > MOST_EVENTS) {
      throw new IllegalArgumentException("events must be from 1 to " + MOST_EVENTS);
    }
    if (interval.isNegative() || interval.compareTo(LONGEST) > 0) {
      throw new IllegalArgumentException("interval must be from 0 to 1m");
    }
    if (heartbeat.isNegative()) {
      throw new IllegalArgumentException("heartbeat must not be less than 0");
    }
    if (anchorInterval.toMillis() < 1 || anchorInterval.compareTo(Duration.ofDays(1)) > 0) {
      throw new IllegalArgumentException("anchor_interval must be from 1ms to 1d");
    }
  }
}
