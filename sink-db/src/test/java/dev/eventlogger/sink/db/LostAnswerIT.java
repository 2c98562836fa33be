package dev.eventlogger.sink.db;

import static dev.eventlogger.sink.db.BatchChecks.assertStoredOnce;
import static dev.eventlogger.sink.db.BatchChecks.assertUnavailable;
import static org.assertj.core.api.Assertions.assertThat;

import dev.eventlogger.event.Event;
import dev.eventlogger.spi.DeliveryResult;
import dev.eventlogger.testkit.TcpProxy;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A batch that the server committed, although the connection broke before it could answer. */
@Timeout(120)
final class LostAnswerIT {

  /** PostgreSQL is written by INSERT after a batch with repeated rows, and otherwise by COPY. */
  @ParameterizedTest
  @CsvSource({"POSTGRESQL, 1", "POSTGRESQL, 2", "MARIADB, 1"})
  void storesABatchOnceThatWasCommittedThoughNobodySaidSo(TestDatabase database, int times)
      throws Exception {
    Map<String, Object> settings = database.settings();
    List<Event> stored = new ArrayList<>(Rig.clicks(0, 10));
    List<Event> batch = Rig.clicks(10, 50);
    DbEventLogger sink = new DbEventLogger();
    try (TcpProxy proxy = TcpProxy.to("127.0.0.1", database.port)) {
      sink.open(Rig.config(Rig.with(settings, "url", database.urlThrough(proxy))));
      for (int i = 0; i < times; i++) {
        sink.log(stored);
      }
      proxy.loseAnswerTo("COMMIT");

      assertUnavailable(sink, batch);
      stored.addAll(batch);
      assertStoredOnce(database, settings.get("table"), stored);

      assertThat(sink.log(batch)).isEqualTo(DeliveryResult.DELIVERED);
      assertStoredOnce(database, settings.get("table"), stored);
    } finally {
      sink.close();
    }
  }
}
