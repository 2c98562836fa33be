package dev.eventlogger.spring.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.eventlogger.event.Event;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.mock.http.server.reactive.MockServerHttpRequest;
import org.springframework.mock.web.server.MockServerWebExchange;

@Tag("smoke")
class ReactiveExchangeTest {

  private static Object parameters(String path) {
    MockServerWebExchange exchange =
        MockServerWebExchange.from(MockServerHttpRequest.get(path).build());
    ReactiveExchange request = ReactiveExchange.begin(exchange, List.of("q", "page"));
    return Event.of(request.end().orElseThrow()).data().get("params");
  }

  @Test
  void leavesOutWhatHasNoValue() {
    assertThat(parameters("/orders?q&page=1")).isEqualTo(Map.of("page", "1"));
    assertThat(parameters("/orders?q&q=a&page")).isEqualTo(Map.of("q", "a"));
    assertThat(parameters("/orders?q=&page=1&page&page=2"))
        .isEqualTo(Map.of("q", "", "page", List.of("1", "2")));
  }
}
