package dev.eventlogger.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DeadLetterFolderTest {

  @TempDir private Path path;

  @Test
  void knowsTheFilesOfEachLogOldestFirst() throws IOException {
    for (String name :
        Set.of("db.ndjson", "db.2.ndjson", "db.10.ndjson", "db-2.ndjson", "_invalid.1.ndjson")) {
      write(name, "x");
    }
    write("db.x.ndjson", "another's");
    write("db.2.ndjson.rest", "of a crash");

    assertThat(folder().logs()).containsExactly("_invalid", "db", "db-2");
    assertThat(folder().closed("db"))
        .containsExactly(path.resolve("db.2.ndjson"), path.resolve("db.10.ndjson"));
    assertThat(folder().files("db")).hasSize(3).endsWith(path.resolve("db.ndjson"));
  }

  @Test
  void isEmptyWhereThereIsNoFolder() throws IOException {
    DeadLetterFolder none = new DeadLetterFolder(path.resolve("none"));

    assertThat(none.logs()).isEmpty();
    assertThat(none.files("db")).isEmpty();
    assertThat(none.close("db")).isEmpty();
  }

  @Test
  void closesAFileUnderTheNextNumber() throws IOException {
    write("db.7.ndjson", "old");
    write("db.ndjson", "new");

    assertThat(folder().close("db")).contains(path.resolve("db.8.ndjson"));
    assertThat(folder().close("db")).isEmpty();
    assertThat(path.resolve("db.8.ndjson")).hasContent("new");
    assertThat(folder().files("db")).hasSize(2);
  }

  @Test
  void takesNoNumberThatSomebodyElseIsAboutToTake() throws IOException {
    write("db.1.ndjson.claim", "");
    write("db.ndjson", "new");

    assertThat(folder().close("db")).contains(path.resolve("db.2.ndjson"));
    assertThat(path.resolve("db.2.ndjson.claim")).doesNotExist();
  }

  private DeadLetterFolder folder() {
    return new DeadLetterFolder(path);
  }

  private Path write(String name, String text) throws IOException {
    return Files.writeString(path.resolve(name), text);
  }
}
