package dev.eventlogger.sink.db;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class MigrationTest {

  private static final Path SCRIPTS = Path.of("src/main/resources/dev/eventlogger/sink/db");

  @ParameterizedTest
  @ValueSource(strings = {"h2", "postgresql", "mysql"})
  void areAllScriptsThatThereAreInEveryDialect(String dialect) throws Exception {
    for (Map.Entry<String, List<String>> layout : Migration.FILES.entrySet()) {
      try (Stream<Path> files = Files.list(SCRIPTS.resolve(layout.getKey()).resolve(dialect))) {
        assertThat(files.map(file -> file.getFileName().toString()))
            .containsExactlyInAnyOrderElementsOf(layout.getValue());
      }
    }
  }

  @Test
  void areCountedFromOne() {
    Map<String, String> names =
        Map.of(
            "table", "\"t$1\"",
            "lease", "l",
            "index_created_at", "i1",
            "index_uid", "i2",
            "index_type", "i3",
            "index_name", "i4",
            "index_subject", "i5");

    List<Migration> migrations = Migration.of("event-logger/h2", names);

    assertThat(migrations).extracting(Migration::version).containsExactly(1);
    assertThat(migrations).extracting(Migration::description).containsExactly("event logs");
    List<String> statements = migrations.get(0).script().statements();
    assertThat(statements).hasSize(7).noneMatch(sql -> sql.contains(";") || sql.contains("${"));
    assertThat(statements.get(0)).startsWith("CREATE TABLE IF NOT EXISTS \"t$1\" (\n  id UUID");
  }

  @Test
  void saysWhichNameIsMissing() {
    assertThatThrownBy(() -> SqlScript.read("querybook/h2/V1__lease.sql", Map.of()))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("querybook/h2/V1__lease.sql: nothing is known to stand for lease");
  }
}
