package dev.eventlogger.spring;

import static org.assertj.core.api.Assertions.assertThat;

import dev.eventlogger.EventLogger;
import dev.eventlogger.event.EventDraft;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.CommandLineRunner;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** A job that does its work and ends. */
@Timeout(400)
class BatchTest {

  private static final int ROWS = 500;

  /** Runs in a process of its own. */
  @Configuration
  @EnableAutoConfiguration
  static class Application {

    /** What the job does. */
    static class Import {
      @LogEvent(name = "rows-imported")
      public int run(int rows, String how) {
        if (how.equals("fails")) {
          throw new IllegalStateException("a row's secret");
        }
        return rows;
      }
    }

    @Bean
    Import importing() {
      return new Import();
    }

    @Bean
    CommandLineRunner job(Import importing, EventLogger events) {
      return arguments -> {
        for (int row = 0; row < ROWS; row++) {
          events.log(EventDraft.named("row-read").data(Map.of("row", row)));
        }
        int unused = importing.run(ROWS, arguments[1]);
      };
    }

    /** Ends by itself, with an exit code, or with an exception. */
    public static void main(String[] arguments) {
      var context =
          new SpringApplicationBuilder(Application.class)
              .properties(
                  "spring.main.banner-mode=off",
                  "spring.main.web-application-type=none",
                  "spring.datasource.generate-unique-name=true",
                  "logging.level.root=OFF",
                  "event-logger.logger-name=file",
                  "event-logger.loggers.file.path=" + arguments[0],
                  "event-logger.delivery.linger=30s",
                  "event-logger.reports.every=0s")
              .run(arguments);
      if (arguments[1].equals("exits")) {
        System.exit(SpringApplication.exit(context, () -> 3));
      }
    }
  }

  @ParameterizedTest
  @CsvSource({"ends, 0, INFO", "exits, 3, INFO", "fails, 1, ERROR"})
  void deliversAllThatItLogsBeforeItIsGone(
      String how, int exitCode, String level, @TempDir Path folder) throws Exception {
    Path delivered = folder.resolve("events.ndjson");
    Process job = OwnProcess.start(Application.class, "no-library", delivered.toString(), how);
    assertThat(OwnProcess.end(job)).isEqualTo(exitCode);

    List<String> lines = Files.readAllLines(delivered);
    assertThat(lines).filteredOn(line -> line.contains("\"row-read\"")).hasSize(ROWS);
    assertThat(lines)
        .filteredOn(line -> line.contains("\"rows-imported\""))
        .singleElement()
        .asString()
        .contains("\"level\":\"" + level + "\"", "\"rows\":" + ROWS)
        .doesNotContain("secret");
    assertThat(lines).hasSize(ROWS + 1);
  }
}
