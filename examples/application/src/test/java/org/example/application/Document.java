package org.example.application;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The README or a page of the folder docs, and the blocks of code in it. A block is checked by the
 * word behind its fence: {@code java}, {@code yaml}, {@code xml} and {@code sh} by {@link
 * DocumentsTest} and {@link DocumentsIT}; two words ({@code yaml theirs}) mark code of other
 * systems.
 *
 * @param path its path from the root of the repository
 */
record Document(Path path) {

  /** The root of the repository, which is the folder that these tests run in. */
  static final Path ROOT = Path.of("").toAbsolutePath();

  private static final Pattern BLOCK =
      Pattern.compile(
          "^```(\\w+)\\n(.*?)^```$(?:\\n^```text\\n(.*?)^```$)?",
          Pattern.MULTILINE | Pattern.DOTALL);

  /**
   * A block of code.
   *
   * @param output the content of a block of text right behind it, which is what it prints; empty if
   *     there is none
   */
  record Block(Document in, String language, String code, String output) {

    /** A pattern for the output, in which an ellipsis stands for anything. */
    Pattern outputPattern() {
      String pattern =
          Stream.of(output.split("…", -1)).map(Pattern::quote).collect(Collectors.joining(".*"));
      return Pattern.compile(pattern, Pattern.DOTALL);
    }

    @Override
    public String toString() {
      return in + ": " + code.lines().findFirst().orElse("") + " …";
    }
  }

  /** The README. */
  static Document readme() {
    return new Document(Path.of("README.md"));
  }

  /** A page of the folder docs. */
  static Document page(String name) {
    return new Document(Path.of("docs", name));
  }

  /** The pages of the folder docs, by name. */
  static List<Document> pages() throws IOException {
    try (Stream<Path> files = Files.list(ROOT.resolve("docs"))) {
      return files
          .filter(file -> file.toString().endsWith(".md"))
          .sorted()
          .map(file -> new Document(ROOT.relativize(file)))
          .toList();
    }
  }

  /** The blocks of a language in the README and all pages. */
  static Stream<Block> blocks(String language) throws IOException {
    return Stream.concat(Stream.of(readme()), pages().stream())
        .flatMap(document -> document.blocks().stream())
        .filter(block -> block.language().equals(language));
  }

  String text() {
    try {
      return Files.readString(ROOT.resolve(path));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  List<Block> blocks() {
    return BLOCK
        .matcher(text())
        .results()
        .map(
            found ->
                new Block(
                    this,
                    found.group(1),
                    found.group(2),
                    found.group(3) == null ? "" : found.group(3)))
        .toList();
  }

  @Override
  public String toString() {
    return path.toString();
  }
}
