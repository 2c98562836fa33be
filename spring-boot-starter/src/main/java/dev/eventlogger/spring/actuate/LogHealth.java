package dev.eventlogger.spring.actuate;

import dev.eventlogger.delivery.Ledger;
import dev.eventlogger.delivery.LogLedger;
import dev.eventlogger.delivery.SinkFailure;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The health of the logs. A destination that is down for a while does not make the application
 * unhealthy, since its events wait; a failure that only a person can fix does.
 *
 * @param status {@code UP} or {@code DOWN}
 * @param logs details of each log
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
