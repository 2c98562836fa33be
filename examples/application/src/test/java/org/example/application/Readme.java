package org.example.application;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;

/** The README at the root, and the blocks of code in it. */
final class Readme {

  /** The root of the repository, where these tests run. */
  static final Path ROOT = Path.of("").toAbsolutePath();

  private static final Pattern BLOCK =
      Pattern.compile(
          "^```(\\w+)\\n(.*?)^```$(?:\\n^```text\\n(.*?)^```$)?",
          Pattern.MULTILINE | Pattern.DOTALL);

  private Readme() {}

  /**
   * A block of code.
   *
   * @param output what the block of text right behind it says that it prints; else empty
   */
  record Block(String language, String code, String output) {
    @Override
    public String toString() {
      return code.lines().findFirst().orElse("") + " …";
    }
  }

  static String text() throws IOException {
    return Files.readString(ROOT.resolve("README.md"));
  }

  static List<Block> blocks() throws IOException {
    return BLOCK
        .matcher(text())
        .results()
        .map(
            found ->
                new Block(
                    found.group(1), found.group(2), found.group(3) == null ? "" : found.group(3)))
        .toList();
  }

  static List<Block> blocks(String language) throws IOException {
    return blocks().stream().filter(block -> block.language().equals(language)).toList();
  }
}
