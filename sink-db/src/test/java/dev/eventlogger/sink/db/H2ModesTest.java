package dev.eventlogger.sink.db;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/**
 * H2 in its compatibility modes for other databases, and with other rules for names: those that
 * differ most from its own, and in the profile {@code long} all of them.
 */
final class H2ModesTest {

  private static Map<String, Object> mode(String mode) {
    String url = "jdbc:h2:mem:" + UUID.randomUUID() + ";" + mode;
    return Map.of("url", url);
  }

  @Nested
  @EnabledIfSystemProperty(named = "eventlogger.long", matches = "true")
  final class Regular extends DbStoreContract {
    Regular() {
      super(mode("MODE=REGULAR"));
    }
  }

  @Nested
  @EnabledIfSystemProperty(named = "eventlogger.long", matches = "true")
  final class Strict extends DbStoreContract {
    Strict() {
      super(mode("MODE=STRICT"));
    }
  }

  @Nested
  @EnabledIfSystemProperty(named = "eventlogger.long", matches = "true")
  final class Legacy extends DbStoreContract {
    Legacy() {
      super(mode("MODE=LEGACY"));
    }
  }

  @Nested
  final class Db2 extends DbStoreContract {
    Db2() {
      super(mode("MODE=DB2"));
    }
  }

  @Nested
  @EnabledIfSystemProperty(named = "eventlogger.long", matches = "true")
  final class Derby extends DbStoreContract {
    Derby() {
      super(mode("MODE=Derby"));
    }
  }

  @Nested
  @EnabledIfSystemProperty(named = "eventlogger.long", matches = "true")
  final class Hsqldb extends DbStoreContract {
    Hsqldb() {
      super(mode("MODE=HSQLDB"));
    }
  }

  @Nested
  @EnabledIfSystemProperty(named = "eventlogger.long", matches = "true")
  final class MariaDb extends DbStoreContract {
    MariaDb() {
      super(mode("MODE=MariaDB"));
    }
  }

  @Nested
  @EnabledIfSystemProperty(named = "eventlogger.long", matches = "true")
  final class MySql extends DbStoreContract {
    MySql() {
      super(mode("MODE=MySQL"));
    }
  }

  @Nested
  @EnabledIfSystemProperty(named = "eventlogger.long", matches = "true")
  final class PostgreSql extends DbStoreContract {
    PostgreSql() {
      super(mode("MODE=PostgreSQL"));
    }
  }

  @Nested
  final class PostgreSqlLower extends DbStoreContract {
    PostgreSqlLower() {
      super(mode("MODE=PostgreSQL;DATABASE_TO_LOWER=TRUE;DEFAULT_NULL_ORDERING=HIGH"));
    }
  }

  @Nested
  final class MySqlLower extends DbStoreContract {
    MySqlLower() {
      super(mode("MODE=MySQL;DATABASE_TO_LOWER=TRUE;CASE_INSENSITIVE_IDENTIFIERS=TRUE"));
    }
  }

  @Nested
  @EnabledIfSystemProperty(named = "eventlogger.long", matches = "true")
  final class AsWritten extends DbStoreContract {
    AsWritten() {
      super(mode("DATABASE_TO_UPPER=FALSE"));
    }
  }

  @Nested
  final class AnyCase extends DbStoreContract {
    AnyCase() {
      super(mode("CASE_INSENSITIVE_IDENTIFIERS=TRUE"));
    }
  }

  @Nested
  final class MsSqlServer extends DbStoreContract {
    MsSqlServer() {
      super(mode("MODE=MSSQLServer"));
    }
  }

  /** In this mode an empty text is null. */
  @Test
  void refusesTheModeOfOracle() throws Exception {
    Map<String, Object> oracle = mode("MODE=Oracle");
    DbEventLogger sink = new DbEventLogger();
    DbEventStore store = new DbEventStore();
    for (String schema : List.of("migrate", "none")) {
      assertThatThrownBy(() -> sink.open(Rig.config(Rig.with(oracle, "schema", schema))))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("MODE=Oracle")
          .hasMessageContaining("leave MODE out");
    }
    assertThatThrownBy(() -> store.open(Rig.config(oracle)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("MODE=Oracle");
    store.close();
  }

  @Nested
  final class IgnoreCase extends DbStoreContract {
    IgnoreCase() {
      super(mode("IGNORECASE=TRUE"));
    }
  }
}
