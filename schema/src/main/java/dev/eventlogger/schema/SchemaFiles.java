package dev.eventlogger.schema;

import dev.eventlogger.config.Problems;
import dev.eventlogger.event.SchemaRef;
import dev.eventlogger.schema.registry.FolderReport;
import dev.eventlogger.schema.registry.SchemaException;
import dev.eventlogger.schema.registry.SchemaProblem;
import dev.eventlogger.schema.registry.SchemaRegistry;
import java.lang.System.Logger.Level;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Registers the schemas that the configuration names, reporting all problems at once. */
final class SchemaFiles {

  private static final System.Logger LOG = System.getLogger("dev.eventlogger");
  private static final String CLASS_PATH = "classpath:";

  private SchemaFiles() {}

  /**
   * Registers what {@code EVENT_SCHEMAS.path} lists: resources first, then files and folders
   * together, so that their order does not matter for references.
   *
   * @param place where the section is, for messages
   */
  static void register(SchemaSettings settings, SchemaRegistry registry, String place) {
    Problems problems = new Problems();
    String where = place + ".path: ";
    List<Path> paths = new ArrayList<>();
    for (String entry : settings.path()) {
      if (entry.startsWith(CLASS_PATH)) {
        gather(problems, where, () -> registerResource(entry, registry));
      } else {
        paths.add(Path.of(entry));
      }
    }
    gather(
        problems, where, () -> report(registry.registerAll(paths, settings.onBadSchema()), where));
    problems.throwIfAny();
  }

  private static void gather(Problems problems, String where, Runnable registration) {
    try {
      registration.run();
    } catch (SchemaException e) {
      e.problems().forEach(problem -> problems.add(where + problem));
    }
  }

  private static void registerResource(String entry, SchemaRegistry registry) {
    ClassLoader context = Thread.currentThread().getContextClassLoader();
    SchemaRef unused =
        registry.registerResource(
            entry.substring(CLASS_PATH.length()),
            context != null ? context : SchemaFiles.class.getClassLoader());
  }

  private static void report(FolderReport report, String where) {
    report
        .skipped()
        .forEach(file -> LOG.log(Level.INFO, where + file + " has no $id and was passed over"));
    for (SchemaProblem problem : report.bad()) {
      LOG.log(Level.WARNING, where + "passed over: " + problem);
    }
  }
}
