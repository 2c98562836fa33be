package org.example.spring;

import static org.assertj.core.api.Assertions.assertThat;

import dev.eventlogger.EventLogger;
import dev.eventlogger.delivery.FlushResult;
import dev.eventlogger.event.Event;
import dev.eventlogger.query.EventFilter;
import dev.eventlogger.query.EventQuery;
import dev.eventlogger.query.EventStore;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;

@Timeout(60)
class ShopApplicationTest {

  @Test
  void keepsWhatItsUsersDoBesideItsOrders(@TempDir Path folder) throws Exception {
    try (ConfigurableApplicationContext shop =
        new SpringApplicationBuilder(ShopApplication.class)
            .properties("server.port=0", "spring.datasource.generate-unique-name=true")
            .run("--event-logger.delivery.directory=" + folder.resolve("journal"))) {
      HttpClient http = HttpClient.newHttpClient();
      URI order =
          URI.create(
              "http://127.0.0.1:"
                  + shop.getEnvironment().getProperty("local.server.port")
                  + "/orders/7?item=tea");
      HttpResponse<String> answer =
          http.send(
              HttpRequest.newBuilder(order).POST(BodyPublishers.noBody()).build(),
              BodyHandlers.ofString());
      assertThat(answer.statusCode()).isEqualTo(200);

      EventLogger events = shop.getBean(EventLogger.class);
      assertThat(events.flush(Duration.ofSeconds(20))).isEqualTo(FlushResult.FLUSHED);
      Map<String, Event> found =
          shop.getBean(EventStore.class).find(EventQuery.of(EventFilter.ALL)).events().stream()
              .collect(Collectors.toMap(Event::name, Function.identity()));
      assertThat(found).containsOnlyKeys("click", "order-placed", "api");
      assertThat(found.get("order-placed").subject()).isEqualTo("order:7");
      assertThat(found.get("order-placed").data().get("inputs"))
          .isEqualTo(Map.of("id", 7, "item", "tea"));
      assertThat(found.get("api").data())
          .containsEntry("route", "/orders/{id}")
          .containsEntry("params", Map.of("item", "tea"));
      assertThat(found.get("click").context()).containsEntry("ip", "127.0.0.1");
    }
  }

  @Test
  void isConfiguredAsTheDocumentSays() throws Exception {
    Path root = Path.of("").toAbsolutePath().getParent().getParent();
    assertThat(Files.readString(root.resolve("docs/spring.md")))
        .contains(Files.readString(Path.of("src/main/resources/application.yml")));
  }
}
