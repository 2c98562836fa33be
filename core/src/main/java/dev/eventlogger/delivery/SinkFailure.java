package dev.eventlogger.delivery;

import static java.util.Objects.requireNonNull;

import java.time.Instant;

/**
 * Why a log's sink has been failing until now.
 *
 * @param since when the first call failed of those that failed in a row
 * @param reason the last failure's class and, where that is sure to hold nothing of an event and no
 *     secret, what it says
 * @param needsPerson whether the sink says that only a person can change that
 */
public record SinkFailure(Instant since, String reason, boolean needsPerson) {
  public SinkFailure {
    requireNonNull(since, "since");
    requireNonNull(reason, "reason");
  }
}
