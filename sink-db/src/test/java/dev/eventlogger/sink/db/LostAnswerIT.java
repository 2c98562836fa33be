package dev.eventlogger.sink.db;

import static dev.eventlogger.sink.db.BatchChecks.assertStoredOnce;
import static dev.eventlogger.sink.db.BatchChecks.assertUnavailable;
import static org.assertj.core.api.Assertions.assertThat;

import dev.eventlogger.event.Event;
import dev.eventlogger.spi.DeliveryResult;
import dev.eventlogger.testkit.TcpProxy;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A batch that the server has committed, though the connection broke before it could say so. */
@Timeout(120)
final class LostAnswerIT {

  @ParameterizedTest
  @EnumSource(names = {"POSTGRESQL", "MARIADB"})
  void storesABatchOnceThatWasCommittedThoughNobodySaidSo(TestDatabase database) throws Exception {
    Map<String, Object> settings = database.settings();
    List<Event> batch = Rig.clicks(0, 50);
    DbEventLogger sink = new DbEventLogger();
    try (TcpProxy proxy = TcpProxy.to("127.0.0.1", database.port)) {
      sink.open(Rig.config(Rig.with(settings, "url", database.urlThrough(proxy))));
      proxy.loseAnswerTo("COMMIT");

      assertUnavailable(sink, batch);
      assertStoredOnce(database, settings.get("table"), batch);

      assertThat(sink.log(batch)).isEqualTo(DeliveryResult.DELIVERED);
      assertStoredOnce(database, settings.get("table"), batch);
    } finally {
      sink.close();
    }
  }
}
