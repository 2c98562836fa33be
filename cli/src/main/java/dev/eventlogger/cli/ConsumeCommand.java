package dev.eventlogger.cli;

import dev.eventlogger.config.EventLoggerConfig;
import dev.eventlogger.config.LogConfig;
import dev.eventlogger.consume.ConsumerSection;
import dev.eventlogger.consume.ConsumerSettings;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Takes events from topics of Kafka to logs. */
@Command(
    name = "consume",
    description = {
      "Takes events out of topics of Kafka to logs, until it is stopped.",
      "Each event goes to all logs that --to names, with its id. What these have delivered, or keep"
          + " as dead letters, is committed, and nothing else: after a crash, events come again,"
          + " and a store that knows their ids has them once. A record that is no event becomes a"
          + " dead letter that says where it stood. So the logs need EVENT_DELIVERY.dead_letters;"
          + " journals are not used.",
      "Run as many as you like with one --group: they share the partitions. EVENT_CONSUMER in the "
          + "configuration has the same settings, and those that have no option here.",
      "Ctrl-C, or SIGTERM, stops it: what is on its way is delivered, for at most drain_timeout,"
          + " and committed. What is not is read again, by whoever has the partition then."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  event-logger consume --topic events --group to-postgres --to db "
          + "--bootstrap-servers broker:9092",
      "  event-logger consume --topic events --group again --to elasticsearch --until-end"
    },
    mixinStandardHelpOptions = true,
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:With --until-end: all that was there is delivered.",
      "1:Some events are dead letters, or were not read; or it failed while it ran.",
      "2:It could not start.",
      "143:It was stopped by SIGTERM; 130 by Ctrl-C."
    })
final class ConsumeCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;
  @Mixin private ConfigOption config;
  @Mixin private PluginsOption plugins;

  @Option(
      names = "--topic",
      paramLabel = "TOPIC",
      split = ",",
      description = "The topics to consume; wins over EVENT_CONSUMER.topics.")
  private List<String> topics = List.of();

  @Option(
      names = "--group",
      paramLabel = "GROUP",
      description =
          "The consumer group, whose committed offsets say how far it is; wins over"
              + " EVENT_CONSUMER.group. One that has committed nothing begins with the first"
              + " records.")
  private @Nullable String group;

  @Option(
      names = "--to",
      paramLabel = "LOG",
      split = ",",
      description =
          "The logs that get the events; wins over EVENT_CONSUMER.to. Not needed where the "
              + "configuration has one.")
  private List<String> to = List.of();

  @Option(
      names = "--bootstrap-servers",
      paramLabel = "HOST:PORT",
      split = ",",
      description = "Brokers to begin with; wins over EVENT_CONSUMER.bootstrap_servers.")
  private List<String> servers = List.of();

  @Option(
      names = "--from-beginning",
      description =
          "Has the group begin again with the first records, whatever it has committed. It must "
              + "have no members then.")
  private boolean fromBeginning;

  @Option(
      names = "--until-end",
      description =
          "Ends when the group has committed what is in the topics now, for a backfill. By default "
              + "it goes on.")
  private boolean untilEnd;

  @Override
  public Integer call() throws InterruptedException {
    EventLoggerConfig all = config.load().override(ConsumerSection.KEY, fromOptions());
    ConsumerSettings settings = all.section(ConsumerSection.KEY).as(ConsumerSettings.class);
    List<String> logs = logs(all, settings);
    EventLoggerConfig chosen =
        UserMistake.ifWrong("--to: ", () -> all.withLogs(logs)).withoutOutbox().withoutJournals();
    return ConsumeRun.run(chosen, plugins.catalog(), settings.untilEnd(), spec);
  }

  private static List<String> logs(EventLoggerConfig config, ConsumerSettings settings) {
    List<String> all = config.logs().stream().map(LogConfig::name).toList();
    if (settings.to().isEmpty() && all.size() > 1) {
      throw new UserMistake(
          "--to: which of the logs get the events? There is: " + String.join(", ", all));
    }
    return settings.to().isEmpty() ? all : settings.to();
  }

  private Map<String, Object> fromOptions() {
    Map<String, Object> winners = new LinkedHashMap<>();
    putUnlessEmpty(winners, "topics", topics);
    putUnlessEmpty(winners, "to", to);
    putUnlessEmpty(winners, "bootstrap_servers", servers);
    if (group != null) {
      winners.put("group", group);
    }
    if (fromBeginning) {
      winners.put("from_beginning", true);
    }
    if (untilEnd) {
      winners.put("until_end", true);
    }
    return winners;
  }

  private static void putUnlessEmpty(Map<String, Object> winners, String key, List<String> values) {
    if (!values.isEmpty()) {
      winners.put(key, values);
    }
  }
}
