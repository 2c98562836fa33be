package dev.eventlogger.benchmarks.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Every server keeps what it answers: otherwise its figures would be for less work. */
@Timeout(120)
class ServersTest {

  @TempDir private Path folder;

  @ParameterizedTest
  @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "JETTY")
  void deliversWhatItAnswers(Contestant contestant) throws Exception {
    assumeThat(contestant != Contestant.NGINX || Servers.hasNginx()).isTrue();
    try (ServerProcess server = new Servers(folder).start(contestant);
        Load load = new Load(server.port(), 4, contestant.requests(100))) {
      Load.Answers answers = load.atFullSpeed(0.3);
      server.flush();

      assertThat(answers.refused()).isZero();
      assertThat(answers.answered()).isPositive();
      assertThat(server.cpu()).isPositive().isLessThan(Duration.ofMinutes(2));
      assertThat(server.end()).isEqualTo(Integer.toString(100 * answers.answered()));
    }
  }
}
