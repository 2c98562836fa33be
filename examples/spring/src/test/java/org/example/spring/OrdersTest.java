package org.example.spring;

import static org.assertj.core.api.Assertions.assertThat;

import dev.eventlogger.event.Event;
import dev.eventlogger.spring.test.RecordedEvents;
import dev.eventlogger.testkit.InMemoryEventLogger;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;

@SpringBootTest(properties = "spring.datasource.generate-unique-name=true")
@RecordedEvents
class OrdersTest {

  @Autowired private Orders orders;
  @Autowired private InMemoryEventLogger recorded;

  @Test
  void logsWhatIsPlaced() throws Exception {
    orders.place(7, "tea", "1 Long Street");

    Event event = recorded.await(1, Duration.ofSeconds(5)).get(0);
    assertThat(event.name()).isEqualTo("order-placed");
    assertThat(event.toJson()).contains("tea").doesNotContain("Long Street");
  }
}
