package dev.eventlogger.sink.db;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A connection of the application is returned as it was. */
@Timeout(value = 5, unit = TimeUnit.MINUTES)
final class LentConnectionIT {

  @ParameterizedTest
  @EnumSource(names = {"POSTGRESQL", "MARIADB"})
  void isGivenBackWithItsOwnLimits(TestDatabase database) throws Exception {
    Map<String, Object> settings = database.settings();
    DbEventLogger making = new DbEventLogger();
    making.open(Rig.config(settings));
    making.close();
    try (Connection only = database.connect()) {
      DbEventLogger sink = new DbEventLogger(lending(only));
      sink.open(Rig.config(Rig.with(settings, "schema", "none")));
      sink.log(Rig.clicks(0, 10));
      sink.log(Rig.clicks(10, 10));
      sink.close();

      assertThat(only.isClosed()).isFalse();
      assertThat(only.getNetworkTimeout()).isZero();
      assertThat(only.getAutoCommit()).isTrue();
    }
  }

  /** Lends the same connection again and again. */
  private static DataSource lending(Connection only) {
    Connection lent =
        (Connection)
            Proxy.newProxyInstance(
                Connection.class.getClassLoader(),
                new Class<?>[] {Connection.class},
                (proxy, method, arguments) ->
                    method.getName().equals("close") ? null : method.invoke(only, arguments));
    return (DataSource)
        Proxy.newProxyInstance(
            LentConnectionIT.class.getClassLoader(),
            new Class<?>[] {DataSource.class},
            (proxy, method, arguments) -> lent);
  }
}
