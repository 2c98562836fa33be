package dev.eventlogger.spring;

import dev.eventlogger.EventLogger;
import dev.eventlogger.event.EventDraft;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

/** An application that Spring processes ahead of time. */
@Configuration(proxyBeanMethods = false)
@EnableAutoConfiguration
class AotApplication {

  /** Has a method that is logged. */
  static class Reports {
    @LogEvent(name = "report-run")
    public int run(int id, @LogEvent.Skip String who) {
      return id;
    }
  }

  /** Answers requests. */
  @RestController
  static class Pages {

    private final Reports reports;

    Pages(Reports reports) {
      this.reports = reports;
    }

    @GetMapping("/reports/{id}")
    int report(@PathVariable int id) {
      return reports.run(id, "ada's secret");
    }
  }

  @Bean
  static Reports reports() {
    return new Reports();
  }

  @Bean
  static SecurityFilterChain security(HttpSecurity http) throws Exception {
    return http.authorizeHttpRequests(requests -> requests.anyRequest().permitAll()).build();
  }

  /** Requests a report from itself, and ends. */
  public static void main(String[] arguments) throws Exception {
    try (var context =
        new SpringApplicationBuilder(AotApplication.class)
            .properties(
                "server.port=0",
                "spring.main.banner-mode=off",
                "spring.main.web-application-type=servlet",
                "spring.datasource.generate-unique-name=true",
                "logging.level.root=WARN",
                "event-logger.logger-name[0]=file",
                "event-logger.logger-name[1]=db",
                "event-logger.loggers.file.path=" + arguments[0],
                "event-logger.delivery.batch-size=7",
                "event-logger.context.keys[0]=ip",
                "event-logger.outbox.poll=1s",
                "event-logger.reports.every=0s")
            .run()) {
      context.getBean(EventLogger.class).log(EventDraft.named("noted"));
      String port = context.getEnvironment().getProperty("local.server.port");
      URI report = URI.create("http://127.0.0.1:" + port + "/reports/7");
      HttpClient.newHttpClient()
          .send(HttpRequest.newBuilder(report).build(), BodyHandlers.ofString());
    }
  }
}
