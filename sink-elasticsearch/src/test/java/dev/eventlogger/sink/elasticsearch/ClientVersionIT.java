package dev.eventlogger.sink.elasticsearch;

import static org.assertj.core.api.Assertions.assertThat;

import co.elastic.clients.transport.Version;
import org.junit.jupiter.api.Test;

/** Checks that a run uses the version of the client that it is meant to test. */
final class ClientVersionIT {

  @Test
  void theClientIsTheOneThatIsToBeTried() {
    assertThat(Version.VERSION).hasToString(System.getProperty("elasticsearch-java.version"));
  }
}
