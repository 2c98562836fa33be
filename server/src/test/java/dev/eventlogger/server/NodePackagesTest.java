package dev.eventlogger.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.eventlogger.event.JsonReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Clients from npm have exact versions and hashes, and the lock file names no other registry. */
class NodePackagesTest {

  private static final Path FOLDER = Path.of("src", "test", "clients");
  private static final String NPM = "https://registry.npmjs.org/";

  @Test
  void namesExactVersions() throws Exception {
    Map<String, Object> packages = object(read("package.json").get("dependencies"));

    assertThat(packages).hasSizeGreaterThan(5);
    assertThat(packages.values())
        .allSatisfy(version -> assertThat(version).asString().matches("\\d+\\.\\d+\\.\\d+"));
  }

  @Test
  void locksEachPackageByItsHashAndNamesNoOtherRegistry() throws Exception {
    Map<String, Object> packages = object(read("package-lock.json").get("packages"));

    packages.forEach(
        (path, one) -> {
          if (!path.isEmpty()) {
            assertThat(object(one)).as(path).containsKey("integrity");
            assertThat(object(one).getOrDefault("resolved", NPM)).asString().startsWith(NPM);
          }
        });
  }

  private static Map<String, Object> read(String name) throws Exception {
    return object(new JsonReader().read(Files.readString(FOLDER.resolve(name))));
  }

  @SuppressWarnings("unchecked") // the keys of JSON's objects are text
  private static Map<String, Object> object(Object json) {
    return (Map<String, Object>) json;
  }
}
