package dev.eventlogger.hosts;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A host with Flyway or Liquibase for its own tables, which know nothing of the sink's tables. */
@Timeout(value = 5, unit = TimeUnit.MINUTES)
final class MigratingHostIT {

  private static final String WITHOUT_FLYWAY = "spring.flyway.enabled=false";
  private static final String WITHOUT_LIQUIBASE = "spring.liquibase.enabled=false";

  @ParameterizedTest
  @EnumSource
  void runsItsThreeMigrationsOfFlywayAndNoOthers(HostDatabase database) throws Exception {
    String url = database.newUrl();

    RunningHost.startAndLog(url, WITHOUT_LIQUIBASE);
    RunningHost.startAndLog(url, WITHOUT_LIQUIBASE);

    assertThat(HostDatabase.tables(url))
        .containsExactly(
            "customer",
            "event_logs",
            "event_logs_lease",
            "event_logs_migrations",
            "flyway_schema_history");
    assertThat(
            HostDatabase.query(
                url,
                "SELECT \"script\" FROM \"flyway_schema_history\" WHERE \"type\" = 'SQL'"
                    + " ORDER BY \"installed_rank\""))
        .containsExactly("V1__customer.sql", "V2__town.sql", "V3__ada.sql");
    assertThat(HostDatabase.query(url, "SELECT town FROM customer")).containsExactly("London");
    assertThat(RunningHost.events(url)).isEqualTo(2);
  }

  @ParameterizedTest
  @EnumSource
  void runsItsChangeSetsOfLiquibaseAndNoOthers(HostDatabase database) throws Exception {
    String url = database.newUrl();

    RunningHost.startAndLog(url, WITHOUT_FLYWAY);
    RunningHost.startAndLog(url, WITHOUT_FLYWAY);

    assertThat(HostDatabase.tables(url))
        .containsExactly(
            "customer",
            "databasechangelog",
            "databasechangeloglock",
            "event_logs",
            "event_logs_lease",
            "event_logs_migrations");
    assertThat(HostDatabase.query(url, "SELECT author FROM databasechangelog"))
        .containsExactly("host");
    assertThat(RunningHost.events(url)).isEqualTo(2);
  }
}
