package dev.eventlogger.client;

import static org.assertj.core.api.Assertions.assertThat;

import dev.eventlogger.testing.NpmPackages;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * The committed files are built from the current sources. Skipped if there is no node, or npm
 * cannot fetch TypeScript and esbuild.
 */
@Timeout(300)
class ClientBuildTest {

  private static final NpmPackages BUILD =
      new NpmPackages(Path.of("target", "build").toAbsolutePath());

  @BeforeAll
  static void make() throws Exception {
    String missing =
        BUILD.bring(
            Stream.of("package.json", "package-lock.json", "tsconfig.json", "build.mjs")
                .map(Path::of)
                .toList());
    if (missing != null) {
      System.out.println("[WARNING] The test of the client's files is skipped: " + missing);
      Assumptions.abort(missing);
    }
    copy(NpmPackages.filesOf(Path.of("src")), "src");
    copy(NpmPackages.filesOf(Path.of("src", "test", "types")), "types");
    run("npm", "run", "build");
  }

  private static void copy(List<Path> files, String folder) throws IOException {
    Path target = Files.createDirectories(BUILD.folder().resolve(folder));
    for (Path file : files) {
      Files.copy(file, target.resolve(file.getFileName()), StandardCopyOption.REPLACE_EXISTING);
    }
  }

  @Test
  void typesAndSmallFilesAreThoseOfTheSources() throws Exception {
    List<Path> made = NpmPackages.filesOf(BUILD.folder().resolve("dist"));
    assertThat(made).hasSize(7);
    for (Path file : made) {
      assertThat(Path.of("dist").resolve(file.getFileName()))
          .as("make it by npm run build in the folder client")
          .hasSameBinaryContentAs(file);
    }
  }

  @Test
  void eachFunctionHasTheTypesThatAPageNeeds() throws Exception {
    run("npx", "tsc", "--project", "types");
  }

  private static void run(String... command) throws IOException, InterruptedException {
    int code = BUILD.run(command);
    assertThat(code).as(Files.readString(BUILD.log(command[0]))).isZero();
  }
}
