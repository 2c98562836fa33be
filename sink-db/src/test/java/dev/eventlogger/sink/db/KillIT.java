package dev.eventlogger.sink.db;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A process is killed while it connects to or disconnects from a server, and no row is lost. */
@Timeout(7200)
final class KillIT {

  @ParameterizedTest
  @EnumSource(names = {"POSTGRESQL", "MARIADB"})
  void keepsWhatWasDelivered(TestDatabase database) throws Exception {
    Map<String, Object> settings = database.settings();
    String table = database.quoted(settings.get("table"));

    assertThat(KillRig.lost(settings, database.url(), table, Rig.count(10, 100))).isZero();
  }
}
