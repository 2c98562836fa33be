package dev.eventlogger.spring.method;

import static org.assertj.core.api.Assertions.assertThat;

import dev.eventlogger.event.Event;
import dev.eventlogger.spring.LogEvent;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.reactivestreams.Publisher;
import reactor.core.publisher.ConnectableFlux;
import reactor.core.publisher.Flux;
import reactor.core.publisher.GroupedFlux;

/** Results of the various types of Reactor. */
@Tag("smoke")
@Timeout(60)
class ReactiveKindsTest {

  private final LoggingProxies proxies = new LoggingProxies();

  @AfterEach
  void close() {
    proxies.close();
  }

  /** Returns several types. */
  static class Prices {
    @LogEvent
    public ConnectableFlux<Integer> shared() {
      return Flux.just(1, 2).publish();
    }

    @LogEvent
    public GroupedFlux<Boolean, Integer> even() {
      return Flux.just(2).groupBy(n -> n % 2 == 0).blockFirst();
    }

    @LogEvent
    public Publisher<Integer> published() {
      return Flux.just(3);
    }
  }

  @Test
  void returnsKindsOfTheirOwnAsTheyAre() {
    Prices prices = proxies.around(new Prices(), Prices.class);

    assertThat(prices.shared().autoConnect().collectList().block()).containsExactly(1, 2);
    assertThat(prices.even().key()).isTrue();
    assertThat(proxies.events()).extracting(Event::name).containsExactly("shared", "even");
  }

  @Test
  void waitsForWhatIsReturnedAsAPublisher() {
    Publisher<Integer> published = proxies.around(new Prices(), Prices.class).published();
    assertThat(proxies.events()).isEmpty();

    List<Integer> all = Flux.from(published).collectList().block();

    assertThat(all).containsExactly(3);
    assertThat(proxies.events()).extracting(Event::name).containsExactly("published");
  }
}
