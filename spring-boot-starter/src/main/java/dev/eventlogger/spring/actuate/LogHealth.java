package dev.eventlogger.spring.actuate;

import dev.eventlogger.delivery.Ledger;
import dev.eventlogger.delivery.LogLedger;
import dev.eventlogger.delivery.SinkFailure;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * How the logs are, for health checks. A destination that is away for a while is no ill of the
 * application: its events wait. What only a person can mend is.
 *
 * @param status {@code UP} or {@code DOWN}
 * @param logs what is known of each
 */
record LogHealth(String status, Map<String, Object> logs) {

  static LogHealth of(Ledger ledger) {
    boolean needsPerson =
        ledger.logs().values().stream()
            .map(LogLedger::failure)
            .anyMatch(failure -> failure != null && failure.needsPerson());
    Map<String, Object> logs = new LinkedHashMap<>();
    ledger.logs().forEach((name, log) -> logs.put(name, state(log)));
    return new LogHealth(needsPerson ? "DOWN" : "UP", logs);
  }

  private static Map<String, Object> state(LogLedger log) {
    Map<String, Object> state = new LinkedHashMap<>();
    state.put("pending", log.pending());
    state.put("dead", log.dead());
    state.put("lost", log.totalLost());
    SinkFailure failure = log.failure();
    if (failure != null) {
      state.put("failing_since", failure.since().toString());
      state.put("reason", failure.reason());
      state.put("needs_person", failure.needsPerson());
    }
    return state;
  }
}
