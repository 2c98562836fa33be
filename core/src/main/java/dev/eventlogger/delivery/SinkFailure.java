package dev.eventlogger.delivery;

import static java.util.Objects.requireNonNull;

import java.time.Instant;

/**
 * Why a log's sink is failing.
 *
 * @param since when the first of the consecutive failures was
 * @param reason the last failure's class and, if it certainly holds nothing of an event and no
 *     secret, its message
 * @param needsPerson whether the sink says that only a person can fix it
 */
public record SinkFailure(Instant since, String reason, boolean needsPerson) {
  public SinkFailure {
    requireNonNull(since, "since");
    requireNonNull(reason, "reason");
  }
}
