package dev.eventlogger.schema.registry;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Reads the schemas in files and folders, each by itself, and sorts out what is no schema. For one
 * registration.
 */
final class FolderReader {

  private final SchemaText text;
  private final BiFunction<String, Map<String, @Nullable Object>, SchemaDocument> toDocument;
  private final List<SchemaDocument> documents = new ArrayList<>();
  private final List<Path> skipped = new ArrayList<>();
  private final List<SchemaProblem> bad = new ArrayList<>();

  /**
   * For one registration.
   *
   * @param toDocument checks one schema, given where it came from; throws {@link SchemaException}
   */
  FolderReader(
      SchemaText text,
      BiFunction<String, Map<String, @Nullable Object>, SchemaDocument> toDocument) {
    this.text = text;
    this.toDocument = toDocument;
  }

  /** The schemas that are valid by themselves, in the order of their files. */
  List<SchemaDocument> documents() {
    return documents;
  }

  /** The files that do not identify themselves as schemas. */
  List<Path> skipped() {
    return skipped;
  }

  /** What is wrong with the others. */
  List<SchemaProblem> bad() {
    return bad;
  }

  /** Reads a file that must be a schema, or the schemas in a folder. */
  void readAny(Path path) {
    if (!Files.isDirectory(path)) {
      readFile(path, true);
      return;
    }
    try {
      read(path);
    } catch (SchemaException e) {
      bad.addAll(e.problems());
    }
  }

  /** Reads the schemas in a folder. */
  void read(Path folder) {
    if (!Files.isDirectory(folder)) {
      throw SchemaException.unreadable(folder.toString(), "", "is no folder");
    }
    try (Stream<Path> paths = Files.walk(folder)) {
      paths.filter(FolderReader::isCandidate).sorted().forEach(file -> readFile(file, false));
    } catch (IOException | UncheckedIOException e) {
      throw SchemaException.unreadable(folder.toString(), "", "cannot be read: " + e.getMessage());
    }
  }

  private static boolean isCandidate(Path path) {
    String name = String.valueOf(path.getFileName());
    boolean isNamed =
        name.endsWith(".json")
            || name.endsWith(".yaml")
            || name.endsWith(".yml")
            || SchemaKeys.VERSION.matcher(name).matches();
    return isNamed && Files.isRegularFile(path);
  }

  private void readFile(Path file, boolean isNamed) {
    try {
      Map<String, @Nullable Object> json = text.read(file);
      if (isNamed || SchemaKeys.isIdentified(json)) {
        documents.add(toDocument.apply(file.toString(), text.plain(file.toString(), json)));
      } else {
        skipped.add(file);
      }
    } catch (SchemaException e) {
      bad.addAll(e.problems());
    }
  }
}
