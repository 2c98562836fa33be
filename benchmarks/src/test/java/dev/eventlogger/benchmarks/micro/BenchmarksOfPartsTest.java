package dev.eventlogger.benchmarks.micro;

import static org.assertj.core.api.Assertions.assertThat;

import dev.eventlogger.journal.Appended;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(120)
class BenchmarksOfPartsTest {

  @Test
  void loggedEventsAreAccepted() {
    LoggingBenchmark logging = new LoggingBenchmark();
    logging.maps = "HashMap";
    logging.prepare();
    try {
      assertThat(logging.product().isAccepted()).isTrue();
      assertThat(logging.validated().isAccepted()).isTrue();
      assertThat(logging.draft().isAccepted()).isTrue();
      assertThat(logging.strict().isAccepted()).isTrue();
    } finally {
      logging.close();
    }
  }

  @Test
  void handedOffEventsAreAccepted() throws Exception {
    HandOffBenchmark handOff = new HandOffBenchmark();
    handOff.open();
    try {
      assertThat(handOff.offer().isAccepted()).isTrue();
    } finally {
      handOff.close();
    }
  }

  @Test
  void recordsAreAppended() throws Exception {
    JournalBenchmark journal = new JournalBenchmark();
    journal.open();
    try {
      assertThat(journal.append()).isEqualTo(Appended.WRITTEN);
    } finally {
      journal.close();
    }
  }

  @Test
  void redactedIsWhatIsToBe() {
    RedactionBenchmark redaction = new RedactionBenchmark();

    assertThat(redaction.nothing()).containsKey("tables");
    assertThat(redaction.twoProperties()).doesNotContainKey("tables");
    assertThat((Object) redaction.twoProperties().get("engine")).isEqualTo("****");
  }

  @Test
  void eventsAreWritten() throws Exception {
    SerialisationBenchmark serialisation = new SerialisationBenchmark();

    assertThat(serialisation.canonical()).isNull();
    assertThat(serialisation.jacksonDataOnly()).isNotEmpty();
  }
}
