package dev.eventlogger.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

class HelpTest {

  @Test
  void listsTheCommandsEachWithASentence() {
    CommandRun run = CommandRun.of("--help");

    assertThat(run.exitCode()).isZero();
    assertThat(run.out().replaceAll("\\s+", " "))
        .contains("log Logs the events in a file or on standard input.")
        .contains("validate Checks schemas; or events, against the schemas they name.")
        .contains("explain Says what would become of events: which rule filters")
        .contains("plugins Lists every sink found, where it comes from, and every broken one.")
        .contains("config Checks and explains the configuration.")
        .contains("query Prints the events of a log, the latest first.")
        .contains("usage Counts the events of a log and the users who caused them.")
        .contains("tail Prints the last events of a log, and with -f those that come")
        .contains("purge Removes the events of a log that happened before a time.")
        .contains("erase Removes the events of a user from a log and from all dead letters")
        .contains("consume Takes events out of topics of Kafka to logs, until it is stopped.")
        .contains("keys Makes, lists and revokes the keys that the server lets callers in with.")
        .contains("demo Shows what can be done with events: makes up a month of a small product,")
        .contains("Exit codes: 0 Everything was done. 1 ");
  }

  @Test
  void beginsEveryDescriptionWithASentence() {
    for (CommandLine command : all(EventLoggerCommand.commandLine())) {
      // The description of picocli's own command begins with a line end.
      String[] description = command.getCommandSpec().usageMessage().description();
      assertThat(description[0].replaceFirst("^%n", ""))
          .as(command.getCommandName())
          .matches("[A-Z].*\\.");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "log",
        "validate",
        "explain",
        "plugins",
        "config",
        "dead-letters",
        "replay",
        "doctor",
        "query",
        "usage",
        "tail",
        "purge",
        "erase",
        "consume",
        "keys",
        "demo"
      })
  void explainsEachCommand(String command) {
    CommandRun help = CommandRun.of("help", command);
    CommandRun option = CommandRun.of(command, "--help");

    assertThat(help.out()).startsWith("Usage: event-logger " + command + " ");
    assertThat(option.out()).isEqualTo(help.out());
    assertThat(option.exitCode()).isZero();
  }

  @Test
  void tellsItsVersion() {
    CommandRun run = CommandRun.of("--version");

    assertThat(run.outLines().get(0)).startsWith("event-logger ");
    assertThat(run.outLines().get(1)).startsWith("Java ");
  }

  @Test
  void completesItsCommandsAndOptionsInAShell() {
    CommandRun run = CommandRun.of("generate-completion");

    assertThat(run.out())
        .contains("complete -F _complete_event-logger")
        .contains(
            "log validate explain plugins config dead-letters replay journal doctor query usage tail"
                + " purge erase verify prove seal serve consume demo keys generate-completion")
        .contains("--trust-ids", "--summary", "TEXT", "--plugins");
    assertThat(run.exitCode()).isZero();
  }

  @Test
  void refusesAnOptionThatThereIsNot() {
    CommandRun run = CommandRun.of("log", "--trust-id");

    assertThat(run.errLines())
        .containsExactly(
            "event-logger log: unknown option --trust-id; did you mean \"--trust-ids\"?",
            "see event-logger log --help");
    assertThat(run.exitCode()).isEqualTo(2);
  }

  @Test
  void refusesACommandThatThereIsNot() {
    CommandRun unknown = CommandRun.of("lgo");
    CommandRun none = CommandRun.of();

    assertThat(unknown.errLines()).hasSize(2);
    assertThat(unknown.err())
        .startsWith("event-logger: unknown command \"lgo\"; did you mean \"log\"? (known: log, ");
    assertThat(CommandRun.of("plugins", "more").errLines().get(0))
        .isEqualTo("event-logger plugins: one word too many: \"more\"");
    assertThat(CommandRun.of("dead-letters", "lst").err()).contains("did you mean \"list\"?");
    assertThat(unknown.exitCode()).isEqualTo(2);
    assertThat(none.err()).startsWith("Usage: event-logger");
    assertThat(none.errLines())
        .last()
        .asString()
        .isEqualTo("event-logger: Missing command; name one of the above");
    assertThat(none.exitCode()).isEqualTo(2);
  }

  @Test
  void refusesASummaryThatThereIsNot() {
    CommandRun run = CommandRun.of("log", "--summary", "xml");

    assertThat(run.err()).contains("'xml'").contains("TEXT, JSON, NONE");
    assertThat(run.exitCode()).isEqualTo(2);
  }

  private static List<CommandLine> all(CommandLine command) {
    List<CommandLine> commands = new ArrayList<>(List.of(command));
    command.getSubcommands().values().forEach(below -> commands.addAll(all(below)));
    return commands;
  }
}
