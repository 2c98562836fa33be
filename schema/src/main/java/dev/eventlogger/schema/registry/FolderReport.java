package dev.eventlogger.schema.registry;

import dev.eventlogger.event.SchemaRef;
import java.nio.file.Path;
import java.util.List;

/**
 * What became of files of schemas, or of those in a folder.
 *
 * @param registered the keys of the good ones, in the order of their files
 * @param skipped files without {@code $id} (or {@code id}), which are no schemas of events
 * @param bad what is wrong with the others; always empty with {@link OnBadSchema#FAIL}
 */
public record FolderReport(
    List<SchemaRef> registered, List<Path> skipped, List<SchemaProblem> bad) {
  public FolderReport {
    registered = List.copyOf(registered);
    skipped = List.copyOf(skipped);
    bad = List.copyOf(bad);
  }
}
