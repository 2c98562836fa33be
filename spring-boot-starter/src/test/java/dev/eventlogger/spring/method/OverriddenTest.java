package dev.eventlogger.spring.method;

import static org.assertj.core.api.Assertions.assertThat;

import dev.eventlogger.spring.LogEvent;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Parameters that are left out by an annotation on an overridden method. */
@Tag("smoke")
@Timeout(60)
class OverriddenTest {

  private final LoggingProxies proxies = new LoggingProxies();

  @AfterEach
  void close() {
    proxies.close();
  }

  /** At the top. */
  interface Sending<A> {
    void send(@LogEvent.Skip A address, int weight);
  }

  /** Between the two. */
  interface Posting<A> extends Sending<A> {}

  /** Has parameters of type variables. */
  abstract static class Desk<N extends Number, T> {
    abstract void count(@LogEvent.Skip N number, T text);

    @LogEvent
    public void keep(@LogEvent.Skip T text, int shelf) {}
  }

  /** Fixes the type variables. */
  static class Office extends Desk<Long, String> implements Posting<String> {
    @Override
    @LogEvent
    public void send(String address, int weight) {}

    /** An overload. */
    @LogEvent
    public void send(int number, int weight) {}

    @Override
    @LogEvent
    public void count(Long number, String text) {}
  }

  @Test
  void leavesOutWhatAGenericInterfaceLeavesOut() {
    proxies.around(new Office(), Office.class).send("1 Long Street", 7);

    assertThat(inputs()).containsExactly(Map.of("weight", 7));
  }

  @Test
  void leavesOutWhatAGenericClassLeavesOut() {
    Office office = proxies.around(new Office(), Office.class);
    office.count(1L, "a");
    office.keep("b", 2);

    assertThat(inputs()).containsExactly(Map.of("text", "a"), Map.of("shelf", 2));
  }

  @Test
  void keepsWhatAnotherFunctionOfThatNameHas() {
    proxies.around(new Office(), Office.class).send(3, 7);

    assertThat(inputs()).containsExactly(Map.of("number", 3, "weight", 7));
  }

  private List<Object> inputs() {
    return proxies.events().stream().map(event -> event.data().get("inputs")).toList();
  }
}
