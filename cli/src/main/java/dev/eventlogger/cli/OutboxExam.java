package dev.eventlogger.cli;

import dev.eventlogger.config.EventLoggerConfig;
import dev.eventlogger.config.LogConfig;
import dev.eventlogger.config.ModulePlugin;
import dev.eventlogger.delivery.LedgerJson;
import dev.eventlogger.spi.FailureWords;
import dev.eventlogger.spi.OutboxState;
import dev.eventlogger.spi.SinkException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Examines the outbox from outside, by its table. For one thread, once. */
final class OutboxExam {

  private final EventLoggerConfig config;
  private final Instant impatientSince;
  private final Findings findings = new Findings("outbox");

  /**
   * An exam.
   *
   * @param patience how long events may wait before that needs a person
   */
  OutboxExam(EventLoggerConfig config, Duration patience) {
    this.config = config;
    impatientSince = Instant.now().minus(patience);
  }

  Findings run() {
    Set<String> logs = config.logs().stream().map(LogConfig::name).collect(Collectors.toSet());
    try {
      Optional<OutboxState> state =
          ModulePlugin.OUTBOX.find(config.outbox()).look(config.outbox(), logs);
      if (state.isPresent()) {
        report(state.get());
      } else {
        findings.doubt("in a database that only the application has connections to");
      }
    } catch (Exception e) {
      findings.trouble("cannot be looked at: " + words(e));
    }
    return findings;
  }

  private static String words(Exception failure) {
    // Messages about settings, and those of sinks, are our own.
    boolean isOurs =
        failure instanceof IllegalArgumentException || failure instanceof SinkException;
    return isOurs && failure.getMessage() != null ? failure.getMessage() : FailureWords.of(failure);
  }

  private void report(OutboxState state) {
    LedgerJson.outbox(state).forEach((name, value) -> findings.json().putPOJO(name, value));
    findings.json().remove("relayed"); // only the process that relays knows it
    Instant oldest = state.oldest();
    String waiting = "waiting " + state.waiting() + (oldest == null ? "" : ", since " + oldest);
    if (oldest != null && oldest.isBefore(impatientSince)) {
      findings.trouble(waiting);
    } else {
      findings.say(waiting);
    }
    if (state.unclaimed() > 0) {
      findings.trouble("for logs that are not configured: " + state.unclaimed());
    }
    if (state.failed() > 0) {
      findings.trouble(
          "rows that hold no event, set aside: "
              + state.failed()
              + "; mend them and remove the ! from their logs, or remove them");
    }
  }
}
