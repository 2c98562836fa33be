package dev.eventlogger.sink.db;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/** A process is killed while H2 opens or closes its file, and no row is lost. */
@Timeout(7200)
final class H2KillTest {

  private final String file =
      "jdbc:h2:file:" + Path.of("target/h2/killed-" + System.nanoTime()).toAbsolutePath();

  @Test
  void keepsWhatWasDelivered() throws Exception {
    assertThat(KillRig.lost(Map.of("url", file), file, "\"event_logs\"", Rig.count(10, 300)))
        .isZero();
  }

  /** If this fails, H2 may have been fixed, and {@link H2Url} need not add the setting any more. */
  @Test
  @EnabledIfSystemProperty(named = "eventlogger.long", matches = "true")
  void wouldLoseRowsThatH2MovesAsItCloses() throws Exception {
    String url = file + ";MAX_COMPACT_TIME=200";

    assertThat(KillRig.lost(Map.of("url", url), file, "\"event_logs\"", 300)).isPositive();
  }
}
