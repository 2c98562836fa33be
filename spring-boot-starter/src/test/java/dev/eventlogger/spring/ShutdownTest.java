package dev.eventlogger.spring;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.task.AsyncTaskExecutor;
import org.springframework.core.task.SimpleAsyncTaskExecutor;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.web.server.ServerHttpSecurity;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.server.SecurityWebFilterChain;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;

/** An application that is stopped while it answers requests. */
@Tag("smoke")
@Timeout(300)
class ShutdownTest {

  private static final int REQUESTS = 50;
  private static final String BEGUN = "begun";

  /** Runs in a process of its own. */
  @Configuration
  @EnableAutoConfiguration
  static class Application {

    /** Answers slowly. */
    @RestController
    static class Pages {
      @GetMapping("/slow")
      Callable<String> slow() {
        return () -> {
          System.out.println(BEGUN);
          TimeUnit.SECONDS.sleep(2);
          return "done";
        };
      }

      @GetMapping("/slow-on-its-thread")
      String slowOnItsThread() throws Exception {
        return slow().call();
      }

      @GetMapping("/slow-without-a-thread")
      Mono<String> slowWithoutThread() {
        System.out.println(BEGUN);
        return Mono.delay(Duration.ofSeconds(2)).thenReturn("done");
      }
    }

    @Configuration
    @ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.SERVLET)
    static class OfServlets {
      @Bean
      SecurityFilterChain security(HttpSecurity http) throws Exception {
        return http.authorizeHttpRequests(requests -> requests.anyRequest().permitAll()).build();
      }

      @Bean
      AsyncTaskExecutor applicationTaskExecutor() {
        return new SimpleAsyncTaskExecutor();
      }
    }

    @Configuration
    @ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.REACTIVE)
    static class OfFlux {
      @Bean
      SecurityWebFilterChain security(ServerHttpSecurity http) {
        return http.authorizeExchange(requests -> requests.anyExchange().permitAll()).build();
      }
    }

    /** Prints its port. */
    public static void main(String[] arguments) {
      var context =
          new SpringApplicationBuilder(Application.class)
              .properties(
                  "server.port=0",
                  "server.shutdown=graceful",
                  "spring.main.banner-mode=off",
                  "spring.main.web-application-type=" + arguments[1],
                  "spring.datasource.generate-unique-name=true",
                  "logging.level.root=WARN",
                  "event-logger.logger-name=file",
                  "event-logger.loggers.file.path=" + arguments[0],
                  "event-logger.reports.every=0s")
              .run();
      System.out.println("port " + context.getEnvironment().getProperty("local.server.port"));
    }
  }

  @ParameterizedTest
  @CsvSource({
    "servlet, /slow, no-library",
    "servlet, /slow-on-its-thread, no-library",
    "reactive, /slow-without-a-thread, tomcat-embed-core", // so that it runs on Netty
    "reactive, /slow-without-a-thread, no-library",
  })
  void logsEachRequestThatItStillAnswers(
      String kind, String path, String left, @TempDir Path folder) throws Exception {
    Path delivered = folder.resolve("events.ndjson");
    Process application = OwnProcess.start(Application.class, left, delivered.toString(), kind);
    try (BufferedReader said =
        new BufferedReader(new InputStreamReader(application.getInputStream(), UTF_8))) {
      URI slow = URI.create("http://127.0.0.1:" + await(said, "port ") + path);
      List<CompletableFuture<HttpResponse<String>>> answers = new ArrayList<>();
      HttpClient http = HttpClient.newHttpClient();
      for (int i = 0; i < REQUESTS; i++) {
        answers.add(http.sendAsync(HttpRequest.newBuilder(slow).build(), BodyHandlers.ofString()));
      }
      for (int i = 0; i < REQUESTS; i++) {
        String unused = await(said, BEGUN);
      }

      application.destroy(); // SIGTERM

      for (CompletableFuture<HttpResponse<String>> answer : answers) {
        assertThat(answer.get(120, TimeUnit.SECONDS).body()).isEqualTo("done");
      }
      assertThat(application.waitFor(120, TimeUnit.SECONDS)).isTrue();
      assertThat(Files.readAllLines(delivered))
          .hasSize(REQUESTS)
          .allMatch(
              line ->
                  line.contains("\"route\":\"" + path + "\"") && line.contains("\"status\":200"));
    } finally {
      application.destroyForcibly();
    }
  }

  /** The rest of the first line with a given beginning. */
  private static String await(BufferedReader said, String beginning) throws Exception {
    String line = said.readLine();
    while (line != null && !line.startsWith(beginning)) {
      line = said.readLine();
    }
    assertThat(line).as("what the application says").isNotNull();
    return line.substring(beginning.length());
  }
}
