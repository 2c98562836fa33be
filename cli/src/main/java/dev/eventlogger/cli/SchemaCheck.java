package dev.eventlogger.cli;

import dev.eventlogger.event.SchemaRef;
import dev.eventlogger.schema.SchemaSettings;
import dev.eventlogger.schema.Schemas;
import dev.eventlogger.schema.privacy.HashKey;
import dev.eventlogger.schema.registry.FolderReport;
import dev.eventlogger.schema.registry.OnBadSchema;
import dev.eventlogger.schema.registry.SchemaException;
import dev.eventlogger.schema.registry.SchemaProblem;
import dev.eventlogger.schema.registry.SchemaRegistry;
import dev.eventlogger.schema.registry.SchemaRules;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Registers schemas and reports what is wrong with them. For one run. */
final class SchemaCheck {

  /** A stand-in: schemas may ask for hashes, but none is kept here. */
  private static final HashKey NO_SECRET = HashKey.parse("nothing-is-recorded-here");

  private final PrintWriter out;
  private final PrintWriter err;
  private final Schemas schemas;
  private final List<SchemaProblem> problems = new ArrayList<>();

  SchemaCheck(SchemaRules rules, PrintWriter out, PrintWriter err) {
    this.out = out;
    this.err = err;
    schemas =
        new Schemas(
            new SchemaSettings(
                List.of(),
                rules,
                OnBadSchema.SKIP,
                SchemaSettings.Validation.STRICT,
                SchemaSettings.OnUnregistered.REJECT,
                SchemaSettings.OnInvalid.REJECT,
                null,
                NO_SECRET));
  }

  /** Checks files, folders and literal schemas, and returns Jupyter's exit code. */
  int run(List<String> arguments) {
    register(arguments.stream().filter(argument -> !isText(argument)).map(Path::of).toList());
    arguments.stream().filter(SchemaCheck::isText).forEach(this::registerText);
    SchemaRegistry registry = schemas.registry();
    registry.all().stream()
        .map(schema -> schema.source() + ": valid: " + schema.ref())
        .sorted()
        .forEach(out::println);
    problems.forEach(err::println);
    if (registry.isEmpty() && problems.isEmpty()) {
      throw new UserMistake("there is no schema in " + String.join(", ", arguments));
    }
    if (problems.stream().anyMatch(SchemaProblem::isUnreadable)) {
      return EventLoggerCommand.CANNOT_START;
    }
    return problems.isEmpty() ? EventLoggerCommand.OK : EventLoggerCommand.SOME_REFUSED;
  }

  /** Registers the schemas that are right, and prints what is wrong with the others. */
  Schemas forEvents(List<Path> paths) {
    for (Path path : paths) {
      if (!Files.exists(path)) {
        throw new UserMistake(path + ": there is no such file or folder");
      }
    }
    register(paths);
    problems.forEach(err::println);
    return schemas;
  }

  private void register(List<Path> paths) {
    FolderReport report = schemas.registry().registerAll(paths, OnBadSchema.SKIP);
    report.skipped().forEach(file -> err.println(file + ": passed over; it has no $id"));
    problems.addAll(report.bad());
  }

  private void registerText(String text) {
    try {
      SchemaRef unused = schemas.registry().registerText("the argument", text);
    } catch (SchemaException e) {
      problems.addAll(e.problems());
    }
  }

  /** Whether an argument is a schema itself, which Jupyter Events accepts, too. */
  private static boolean isText(String argument) {
    return argument.indexOf('\n') >= 0 || argument.stripLeading().startsWith("{");
  }
}
