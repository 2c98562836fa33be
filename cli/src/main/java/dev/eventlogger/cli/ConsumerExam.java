package dev.eventlogger.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.eventlogger.config.EventLoggerConfig;
import dev.eventlogger.consume.ConsumerException;
import dev.eventlogger.consume.ConsumerSection;
import dev.eventlogger.consume.ConsumerSettings;
import dev.eventlogger.consume.GroupLag;
import java.time.Duration;
import java.time.Instant;

/** Checks how far the consumers of a configuration are, by what their group has committed. */
final class ConsumerExam {

  private final EventLoggerConfig config;
  private final Duration patience;
  private final Findings findings = new Findings("consumer");

  /**
   * An exam; for one thread, once.
   *
   * @param patience how long records may wait before that needs a person
   */
  ConsumerExam(EventLoggerConfig config, Duration patience) {
    this.config = config;
    this.patience = patience;
  }

  Findings run() {
    ConsumerSettings settings = config.section(ConsumerSection.KEY).as(ConsumerSettings.class);
    try {
      report(settings, GroupLag.look(settings, Instant.now().minus(patience)));
    } catch (ConsumerException | IllegalArgumentException e) {
      findings.trouble("cannot be looked at: " + e.getMessage());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      findings.doubt("was interrupted");
    }
    return findings;
  }

  private void report(ConsumerSettings settings, GroupLag lag) {
    ObjectNode json = findings.json();
    json.put("group", settings.group());
    json.put("members", lag.members());
    json.put("lag", lag.total());
    json.put("waiting_long", lag.waiting());
    ObjectNode topics = json.putObject("topics");
    lag.topics().forEach(topics::put);
    String group = "group " + settings.group() + ": ";
    lag.topics()
        .forEach((topic, records) -> findings.say(group + "topic " + topic + ": lag " + records));
    if (lag.waiting() > 0) {
      findings.trouble(
          group + "records that have waited for longer than --patience: " + lag.waiting());
    }
    if (lag.members() == 0 && lag.total() > 0) {
      findings.trouble(group + "nobody consumes; start event-logger consume");
    } else {
      findings.say(group + "members " + lag.members());
    }
  }
}
