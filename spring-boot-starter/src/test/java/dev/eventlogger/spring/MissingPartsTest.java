package dev.eventlogger.spring;

import static org.assertj.core.api.Assertions.assertThat;

import dev.eventlogger.EventLogger;
import dev.eventlogger.event.EventDraft;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Applications without some of the libraries that the starter supports. */
@Timeout(400)
class MissingPartsTest {

  /** Runs in a process of its own. */
  @Configuration
  @EnableAutoConfiguration
  static class Application {

    /** Has a method that is logged. */
    static class Reports {
      @LogEvent(name = "report-run")
      public int run(int id) {
        return id;
      }
    }

    @Bean
    Reports reports() {
      return new Reports();
    }

    /** Logs an event, calls the logged method, and ends. */
    public static void main(String[] arguments) {
      try (var context =
          new SpringApplicationBuilder(Application.class)
              .properties(
                  "server.port=0",
                  "spring.main.banner-mode=off",
                  "spring.datasource.generate-unique-name=true",
                  "logging.level.root=WARN",
                  "event-logger.logger-name=file",
                  "event-logger.loggers.file.path=" + arguments[0],
                  "event-logger.context.keys[0]=user.id",
                  "event-logger.context.keys[1]=trace_id",
                  "event-logger.reports.every=0s")
              .run()) {
        context.getBean(EventLogger.class).log(EventDraft.named("noted"));
        int unused = context.getBean(Reports.class).run(7);
      }
    }
  }

  @Test
  void logsWithoutAllOfIt(@TempDir Path folder) throws Exception {
    logsWithout(
        "anything else",
        "spring-(boot-actuator|boot-health|security|jdbc|tx|orm|data|web)|micrometer-(core|tracing)"
            + "|context-propagation|opentelemetry|hibernate|jakarta.persistence|HikariCP"
            + "|com/h2database|sink-db|tomcat|netty|reactor|reactive|servlet-api",
        folder);
  }

  @ParameterizedTest
  @CsvSource({
    "actuator, 'spring-boot-(actuator|health)|micrometer-(core|tracing)|opentelemetry|brave'",
    "security, spring-security",
    "JDBC,"
        + " 'spring-(jdbc|tx|orm|data)|hibernate|jakarta.persistence|HikariCP|com/h2database|sink-db'",
    "the web, 'spring-web|tomcat|netty|reactor|reactive|servlet-api'",
    "MVC, spring-webmvc",
    "WebFlux, spring-webflux",
  })
  @Tag("each-part")
  void logsWithout(String what, String libraries, @TempDir Path folder) throws Exception {
    Path delivered = folder.resolve("events.ndjson");
    Process application = OwnProcess.start(Application.class, libraries, delivered.toString());
    assertThat(OwnProcess.end(application)).as("without " + what).isZero();

    List<String> lines = Files.readAllLines(delivered);
    assertThat(lines).hasSize(2);
    assertThat(lines.get(0)).contains("\"noted\"");
    assertThat(lines.get(1)).contains("\"report-run\"", "\"id\":7");
  }
}
