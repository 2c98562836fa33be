package dev.eventlogger;

import dev.eventlogger.config.ConfigException;
import dev.eventlogger.config.Problems;
import dev.eventlogger.intake.SchemaSettings;
import dev.eventlogger.intake.schema.FolderReport;
import dev.eventlogger.intake.schema.SchemaException;
import dev.eventlogger.intake.schema.SchemaProblem;
import dev.eventlogger.intake.schema.SchemaRegistry;
import java.lang.System.Logger.Level;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Registers the schemas that the configuration names, saying all that is wrong with them. */
final class SchemaFiles {

  private static final System.Logger LOG = System.getLogger("dev.eventlogger");
  private static final String CLASS_PATH = "classpath:";

  private SchemaFiles() {}

  /**
   * Registers what {@code EVENT_SCHEMAS.path} lists.
   *
   * @param place where the section is, for messages
   */
  static void register(SchemaSettings settings, SchemaRegistry registry, String place) {
    Problems problems = new Problems();
    for (int i = 0; i < settings.path().size(); i++) {
      String entry = settings.path().get(i);
      String where = place + ".path[" + i + "]: ";
      try {
        register(entry, settings, registry, where);
      } catch (SchemaException e) {
        e.problems().forEach(problem -> problems.add(where + problem));
      }
    }
    problems.throwIfAny();
  }

  private static void register(
      String entry, SchemaSettings settings, SchemaRegistry registry, String where) {
    if (entry.startsWith(CLASS_PATH)) {
      ClassLoader context = Thread.currentThread().getContextClassLoader();
      registry.registerResource(
          entry.substring(CLASS_PATH.length()),
          context != null ? context : SchemaFiles.class.getClassLoader());
      return;
    }
    Path path = Path.of(entry);
    if (Files.isDirectory(path)) {
      report(registry.registerFolder(path, settings.onBadSchema()), where);
    } else if (Files.exists(path)) {
      registry.register(path);
    } else {
      throw new ConfigException(List.of(where + entry + " does not exist; name a file or folder"));
    }
  }

  private static void report(FolderReport report, String where) {
    report
        .skipped()
        .forEach(file -> LOG.log(Level.INFO, "{0}{1} has no $id and was passed over", where, file));
    for (SchemaProblem problem : report.bad()) {
      LOG.log(Level.WARNING, "{0}passed over: {1}", where, problem);
    }
  }
}
