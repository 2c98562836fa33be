package dev.eventlogger.hosts;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A host that migrates nothing: the sink adds its own tables, and no others. */
@Tag("smoke")
@Timeout(value = 5, unit = TimeUnit.MINUTES)
final class PlainHostIT {

  @ParameterizedTest
  @EnumSource
  void hasOnlyTheSinksTablesMore(HostDatabase database) throws Exception {
    String url = database.newUrl();

    RunningHost.startAndLog(url);

    assertThat(HostDatabase.tables(url))
        .containsExactly("event_logs", "event_logs_lease", "event_logs_migrations");
    assertThat(RunningHost.events(url)).isEqualTo(1);
  }

  @ParameterizedTest
  @EnumSource
  void startsOnTablesThatItHasHadBefore(HostDatabase database) throws Exception {
    String url = database.newUrl();
    HostDatabase.execute(url, "CREATE TABLE customer (id INTEGER PRIMARY KEY)");

    RunningHost.startAndLog(url);
    RunningHost.startAndLog(url);

    assertThat(HostDatabase.tables(url))
        .containsExactly("customer", "event_logs", "event_logs_lease", "event_logs_migrations");
    assertThat(RunningHost.events(url)).isEqualTo(2);
  }
}
