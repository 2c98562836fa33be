package dev.eventlogger.cli;

import dev.eventlogger.schema.registry.SchemaRules;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Checks schemas, or events against schemas. */
@Command(
    name = "validate",
    description = {
      "Checks schemas; or events, against the schemas they name.",
      "Schemas: each is registered, together with the others, and everything that is wrong with "
          + "it is printed on standard error.",
      "Events: each is a line of JSON, as for the command log, and is answered by a line of JSON: "
          + "{\"line\":1,\"valid\":true}, or {\"line\":2,\"valid\":false,\"problems\":"
          + "[{\"at\":\"/a/b\",\"problem\":\"...\"}]}. The places are JSON pointers into "
          + "event_data, or else into the event. Schemas that are not right are reported on "
          + "standard error and passed over."
    },
    mixinStandardHelpOptions = true,
    customSynopsis = {
      "event-logger validate [--rules=RULES] PATH...",
      "       event-logger validate [--rules=RULES] --schemas PATH... --events FILE"
    },
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:Every schema, or every event, is valid.",
      "1:Some are not.",
      "2:A schema is not there, or is neither JSON nor YAML; or the command could not start."
    })
final class ValidateCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;

  @Parameters(
      arity = "0..*",
      paramLabel = "PATH",
      description =
          "Files of schemas, JSON or YAML, and folders of them. What begins with { or has several "
              + "lines is a schema itself.")
  private List<String> paths = List.of();

  @Option(
      names = "--schemas",
      arity = "1..*",
      paramLabel = "PATH",
      description = "Files and folders of the schemas to check events against.")
  private List<Path> schemas = List.of();

  @Option(
      names = "--events",
      paramLabel = "FILE",
      description = "The events to check: lines of JSON; - is standard input.")
  private @Nullable Path events;

  @Option(
      names = "--rules",
      paramLabel = "RULES",
      description =
          "What a schema must have beyond being right: ${COMPLETION-CANDIDATES}. Default: DEFAULT.")
  private SchemaRules rules = SchemaRules.DEFAULT;

  @Override
  public Integer call() throws IOException {
    CommandLine command = spec.commandLine();
    SchemaCheck check = new SchemaCheck(rules, Harmless.out(spec), command.getErr());
    if (events != null && !schemas.isEmpty() && paths.isEmpty()) {
      EventsInput input = EventsInput.of(events);
      return new InputCheck(check.forEvents(schemas), Harmless.data(spec)).run(input);
    }
    if (events != null || !schemas.isEmpty() || paths.isEmpty()) {
      throw new ParameterException(
          command, "Name schemas to check them; or use both --schemas and --events, and only them");
    }
    return check.run(paths);
  }
}
