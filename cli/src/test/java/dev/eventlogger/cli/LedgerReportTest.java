package dev.eventlogger.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.eventlogger.delivery.Ledger;
import java.util.Map;
import org.junit.jupiter.api.Test;

class LedgerReportTest {

  @Test
  void saysHowManyInvalidEventsWereToBeKeptAndAreNot() {
    Ledger ledger =
        new Ledger(4, Map.of(), Map.of("no-event", 3L), 2, Map.of(), Map.of(), Map.of());

    assertThat(LedgerReport.text(ledger))
        .containsExactly(
            "logged 7: accepted 4, filtered 0, invalid 3 (no-event: 3) of which 2 were to be kept and"
                + " are not, dropped 0");
    assertThat(LedgerReport.json(ledger)).contains("\"invalid_not_kept\":2");
  }
}
