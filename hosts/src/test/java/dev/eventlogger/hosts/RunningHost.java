package dev.eventlogger.hosts;

import static org.assertj.core.api.Assertions.assertThat;

import dev.eventlogger.EventLogger;
import dev.eventlogger.delivery.FlushResult;
import dev.eventlogger.event.EventType;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;

/** A host that is started, logs an event, and ends. */
final class RunningHost {

  private RunningHost() {}

  /**
   * Starts the host on a database, and ends it.
   *
   * @param properties properties of the host, such as {@code spring.flyway.enabled=false}
   */
  static void startAndLog(String url, String... properties) {
    List<String> all = new ArrayList<>(List.of(properties));
    all.add("spring.datasource.url=" + url);
    all.add("spring.datasource.username=" + HostDatabase.user(url));
    all.add("spring.main.banner-mode=off");
    all.add("logging.level.root=WARN");
    try (ConfigurableApplicationContext host =
        new SpringApplicationBuilder(HostApplication.class)
            .web(WebApplicationType.NONE)
            .properties(all.toArray(String[]::new))
            .run()) {
      EventLogger events = host.getBean(EventLogger.class);
      events.log("42", EventType.CLICK, Map.of("element", "RUN"));
      assertThat(events.flush(Duration.ofSeconds(30)))
          .as("all was delivered")
          .isEqualTo(FlushResult.FLUSHED);
    }
  }

  static long events(String url) throws Exception {
    return Long.parseLong(HostDatabase.query(url, "SELECT COUNT(*) FROM \"event_logs\"").get(0));
  }
}
