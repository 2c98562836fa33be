package dev.eventlogger.cli;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.eventlogger.cli.remote.RemoteServer;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Function;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Reports the state of a configuration's logs, from outside the application. */
@Command(
    name = "doctor",
    description = {
      "Says how each log is: what is pending and since when, why its sink is failing, and what was "
          + "dropped, is dead or damaged; what waits in the outbox, and how far the group of "
          + "EVENT_CONSUMER is behind its topics.",
      "Reads the journals and what the application wrote down beside them, about a second ago; "
          + "changes nothing, and the application may be at work. Shows nothing of the events."
    },
    mixinStandardHelpOptions = true,
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:Nothing needs a person.",
      "1:Something needs a person; it is marked by !.",
      "2:The command could not start."
    })
final class DoctorCommand implements Callable<Integer> {

  /** The format of the report. */
  enum Format {
    /** As text. */
    TEXT,
    /** As one line of JSON. */
    JSON
  }

  @Spec private CommandSpec spec;
  @Mixin private ServerOption server;
  @Mixin private ConfigOption config;

  @Option(
      names = "--format",
      paramLabel = "FORM",
      description = "${COMPLETION-CANDIDATES}. Default: TEXT.")
  private Format format = Format.TEXT;

  @Option(
      names = "--patience",
      paramLabel = "TIME",
      converter = DurationConverter.class,
      description =
          "How long events may wait, and a sink may fail, until that needs a person. Default: 5m.")
  private Duration patience = Duration.ofMinutes(5);

  @Option(
      names = "--since",
      paramLabel = "TIME",
      converter = DurationConverter.class,
      description = "For how long dropped events need a person. Default: 1d.")
  private Duration memory = Duration.ofDays(1);

  @Override
  public Integer call() {
    Optional<RemoteServer> remote = server.server();
    return remote.isPresent() ? remote(new RemoteCheckup(remote.get())) : local();
  }

  private int remote(RemoteCheckup checkup) {
    PrintWriter out = format == Format.TEXT ? Harmless.out(spec) : Harmless.data(spec);
    switch (format) {
      case TEXT -> {
        checkup.text().forEach(out::println);
        out.println(verdict(checkup.troubles().size(), 0));
      }
      case JSON -> out.println(checkup.json());
    }
    return checkup.troubles().isEmpty() ? EventLoggerCommand.OK : EventLoggerCommand.SOME_REFUSED;
  }

  private int local() {
    Checkup checkup = new Checkup(config.load(), patience, memory).run();
    List<String> troubles = all(checkup, Findings::troubles);
    PrintWriter out = format == Format.TEXT ? Harmless.out(spec) : Harmless.data(spec);
    switch (format) {
      case TEXT -> text(checkup, troubles, out);
      case JSON -> out.println(json(checkup, troubles));
    }
    return troubles.isEmpty() ? EventLoggerCommand.OK : EventLoggerCommand.SOME_REFUSED;
  }

  private static void text(Checkup checkup, List<String> troubles, PrintWriter out) {
    checkup.ofLogs().forEach(findings -> findings.text().forEach(out::println));
    checkup.ofOutbox().forEach(findings -> findings.text().forEach(out::println));
    checkup.ofConsumer().forEach(findings -> findings.text().forEach(out::println));
    checkup.ofFolders().forEach(findings -> findings.text().forEach(out::println));
    out.println(verdict(troubles.size(), all(checkup, Findings::doubts).size()));
  }

  private static String verdict(int troubles, int doubts) {
    if (troubles > 0) {
      return "needs a person: " + troubles;
    }
    return doubts == 0
        ? "all is well"
        : "nothing needs a person yet; not known to be well: " + doubts;
  }

  private static List<String> all(Checkup checkup, Function<Findings, List<String>> what) {
    return Stream.of(
            checkup.ofLogs(), checkup.ofOutbox(), checkup.ofConsumer(), checkup.ofFolders())
        .flatMap(List::stream)
        .flatMap(findings -> what.apply(findings).stream())
        .toList();
  }

  private static ObjectNode json(Checkup checkup, List<String> troubles) {
    ObjectNode json = new ObjectMapper().createObjectNode();
    ArrayNode needsPerson = json.putArray("needs_person");
    troubles.forEach(needsPerson::add);
    ArrayNode notKnown = json.putArray("not_known_to_be_well");
    all(checkup, Findings::doubts).forEach(notKnown::add);
    ObjectNode logs = json.putObject("logs");
    checkup.ofLogs().forEach(findings -> logs.set(findings.title(), findings.json()));
    checkup.ofOutbox().forEach(findings -> json.set(findings.title(), findings.json()));
    checkup.ofConsumer().forEach(findings -> json.set(findings.title(), findings.json()));
    ObjectNode folders = json.putObject("folders");
    for (Findings findings : checkup.ofFolders()) {
      // One folder may hold journals and dead letters.
      folders.withObjectProperty(findings.title()).setAll(findings.json());
    }
    return json;
  }
}
