package dev.eventlogger.intake.schema;

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

/** Reads the schemas in a folder, each for itself, and sorts out what is none. For one folder. */
final class FolderReader {

  private final SchemaText text;
  private final BiFunction<String, Map<String, @Nullable Object>, SchemaDocument> toDocument;
  private final List<SchemaDocument> documents = new ArrayList<>();
  private final List<Path> skipped = new ArrayList<>();
  private final List<SchemaProblem> bad = new ArrayList<>();

  /**
   * For one folder.
   *
   * @param toDocument checks one schema, given where it comes from; throws {@link SchemaException}
   */
  FolderReader(
      SchemaText text,
      BiFunction<String, Map<String, @Nullable Object>, SchemaDocument> toDocument) {
    this.text = text;
    this.toDocument = toDocument;
  }

  /** The schemas that are right by themselves, in the order of their files. */
  List<SchemaDocument> documents() {
    return documents;
  }

  /** The files that do not say they are schemas. */
  List<Path> skipped() {
    return skipped;
  }

  /** What is wrong with the others. */
  List<SchemaProblem> bad() {
    return bad;
  }

  void read(Path folder) {
    if (!Files.isDirectory(folder)) {
      throw new SchemaException(folder.toString(), "", "is no folder");
    }
    try (Stream<Path> paths = Files.walk(folder)) {
      paths.filter(FolderReader::isCandidate).sorted().forEach(this::readFile);
    } catch (IOException | UncheckedIOException e) {
      throw new SchemaException(folder.toString(), "", "cannot be read: " + e.getMessage());
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

  private void readFile(Path file) {
    try {
      Map<String, @Nullable Object> json = text.read(file);
      if (SchemaKeys.isIdentified(json)) {
        documents.add(toDocument.apply(file.toString(), text.plain(file.toString(), json)));
      } else {
        skipped.add(file);
      }
    } catch (SchemaException e) {
      bad.addAll(e.problems());
    }
  }
}
