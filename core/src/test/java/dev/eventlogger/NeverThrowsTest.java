package dev.eventlogger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.eventlogger.config.ConfigException;
import dev.eventlogger.config.EventLoggerConfig;
import dev.eventlogger.delivery.FlushResult;
import dev.eventlogger.delivery.Ledger;
import dev.eventlogger.delivery.LogLedger;
import dev.eventlogger.event.Event;
import dev.eventlogger.event.EventDraft;
import dev.eventlogger.event.EventType;
import dev.eventlogger.event.Outcome;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.AbstractMap;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** No logging method throws because of an event, and the ledger counts each event once. */
@Timeout(120)
class NeverThrowsTest {

  private final RecordingSink memory = new RecordingSink("memory");
  private final RecordingSink other = new RecordingSink("other");
  private final EventLogger events =
      EventLogger.open(parse("EVENT_LOGGER_NAME: [memory, other]"), memory, other);

  @AfterEach
  void close() {
    events.close();
  }

  private static final class Hostile extends AbstractMap<String, Object> {
    private final RuntimeException thrown = new IllegalStateException("canary");

    @Override
    public Set<Entry<String, Object>> entrySet() {
      throw thrown;
    }
  }

  private static final class Cruel extends AbstractMap<String, Object> {
    @Override
    public Set<Entry<String, Object>> entrySet() {
      throw new OutOfMemoryError("not really");
    }
  }

  /** Every method throws, as those of an ORM's exception may once its session is closed. */
  private static final class HostileThrowable extends RuntimeException {
    private static final long serialVersionUID = 1;

    @Override
    public String getMessage() {
      throw new IllegalStateException("canary");
    }

    @Override
    public StackTraceElement[] getStackTrace() {
      throw new StackOverflowError("canary");
    }

    @Override
    public synchronized Throwable getCause() {
      throw new AssertionError("canary");
    }

    @Override
    public void printStackTrace(PrintWriter out) {
      throw new IllegalStateException("canary");
    }
  }

  @Test
  void whateverIsNullOrThrowsIsInvalidAndCounted() {
    List<Function<EventLogger, Outcome>> calls =
        List.of(
            log -> log.log("1", EventType.VIEW, (Map<String, ?>) null),
            log -> log.log("1", EventType.VIEW, (Supplier<Map<String, ?>>) null),
            log -> log.log("1", EventType.VIEW, () -> null),
            log -> log.log("1", EventType.VIEW, Hostile::new),
            log -> log.log("1", EventType.VIEW, NeverThrowsTest::cruel),
            log -> log.log("1", null, () -> Map.of()),
            log -> log.log("1", null, Map.of()),
            log -> log.log("1", EventType.VIEW, new Hostile()),
            log -> log.log("1", EventType.VIEW, new Cruel()),
            log -> log.log((EventDraft) null),
            log -> log.log((dev.eventlogger.event.Reading) null),
            log -> log.record(null, "1", Map.of()),
            log -> log.record("id", null, Map.of()),
            log -> log.record("id", "1", null),
            log -> log.logApiRequest("1", "/", "GET", new Hostile()),
            log -> log.logApiRequest("1", "/", "GET", Map.of("a", new Cruel())),
            log -> log.logApiRequest("1", "/", "GET", new Hostile(), 200, Duration.ZERO),
            log -> log.error("1", null, Map.of()),
            log -> log.error("1", new IllegalStateException("x"), null),
            log -> log.error("1", new IllegalStateException("x"), new Hostile()),
            log -> log.replay(null),
            log -> log.replay(null, "memory"));
    for (int i = 0; i < calls.size(); i++) {
      Outcome outcome = calls.get(i).apply(events);

      assertThat(outcome).as("call %d", i).isInstanceOf(Outcome.Invalid.class);
      assertThat(outcome.toString()).doesNotContain("canary");
      assertThat(events.ledger().totalInvalid()).isEqualTo(i + 1);
    }
    assertThat(events.ledger().logged()).isEqualTo(calls.size());
  }

  @Test
  void logsParametersThatHoldNullAndContextThatHoldsNull() {
    Map<String, Object> params = new HashMap<>();
    params.put("ids", new Object[] {1, null, new String[] {null}});
    params.put("none", null);
    assertThat(events.logApiRequest("1", "/", "GET", params).isAccepted()).isTrue();
    assertThat(events.logApiRequest(null, null, null, null).isAccepted()).isTrue();
    assertThat(events.logApiRequest(null, null, null, null, 200, null).isAccepted()).isTrue();
    Events view = events.with(Collections.singletonMap("session", null));
    assertThat(view.log("1", EventType.VIEW, Map.of()).isAccepted()).isTrue();
    events.close();

    Map<?, ?> logged = (Map<?, ?>) memory.events().get(0).data().get("params");
    assertThat(logged.get("ids")).isEqualTo(Arrays.asList(1, null, Arrays.asList((Object) null)));
    assertThat(memory.events().get(3).context())
        .isEqualTo(Collections.singletonMap("session", null));
  }

  @Test
  void logsWhatCanBeKnownOfAThrowableWhoseMethodsThrow() {
    assertThat(events.error("1", new HostileThrowable(), Map.of("job", "x")).isAccepted()).isTrue();
    events.close();

    Event event = memory.events().get(0);
    assertThat(event.message()).isNull();
    assertThat(event.toJson())
        .contains("HostileThrowable", "cannot be read")
        .doesNotContain("canary");
    assertThat(event.data()).containsEntry("job", "x");
  }

  @Test
  void aViewOfNoLogAcceptsNothing() {
    Events nowhere = events.to("memory").to("other");
    assertThat(events.log("1", EventType.VIEW, Map.of()).isAccepted()).isTrue();
    assertThat(events.flush(Duration.ofSeconds(60))).isEqualTo(FlushResult.FLUSHED);
    Outcome nobody = new Outcome.Filtered("to");

    assertThat(nowhere.log("1", EventType.VIEW, Map.of())).isEqualTo(nobody);
    assertThat(nowhere.log(EventDraft.named("x"))).isEqualTo(nobody);
    assertThat(nowhere.record("id", "1", Map.of())).isEqualTo(nobody);
    assertThat(nowhere.error("1", new IllegalStateException("x"), Map.of())).isEqualTo(nobody);
    assertThat(nowhere.logApiRequest("1", "/", "GET", Map.of())).isEqualTo(nobody);
    events.close();

    Ledger ledger = events.ledger();
    assertThat(ledger.accepted()).isEqualTo(1);
    assertThat(ledger.filtered()).isEqualTo(Map.of("to", 5L));
    assertThat(ledger.logged()).isEqualTo(6);
    assertThat(ledger.logs().values().stream().mapToLong(LogLedger::taken).sum()).isEqualTo(2);
  }

  @Test
  void aFaultOfDeliveryIsNotOneOfTheEvent() {
    assertThat(events.log("1", EventType.VIEW, Map.of()).isAccepted()).isTrue();

    assertThat(events.flush(Duration.ofSeconds(Long.MAX_VALUE))).isEqualTo(FlushResult.FLUSHED);
    assertThat(events.flush(Duration.ofSeconds(Long.MIN_VALUE)))
        .isNotEqualTo(FlushResult.INTERRUPTED);
    assertThatThrownBy(() -> open("on_full: block(999999999m)"))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining(
            "EVENT_DELIVERY.on_full: block must wait for 0s to 1440m, which is a day");
    assertThatThrownBy(() -> open("retry: {max_delay: 999999999999d}"))
        .hasMessageContaining("max_delay: must be at most 1d");
    assertThatThrownBy(() -> open("queue_bytes: 100000, batch_bytes: 100001"))
        .hasMessageContaining("batch_bytes: must not be more than queue_bytes, 100000");
  }

  private static Map<String, ?> cruel() {
    throw new OutOfMemoryError("canary");
  }

  private static void open(String delivery) {
    String yaml = "EVENT_LOGGER_NAME: memory\nEVENT_DELIVERY: {" + delivery + "}";
    EventLogger.open(parse(yaml), new RecordingSink("memory")).close();
  }

  private static EventLoggerConfig parse(String yaml) {
    return EventLoggerConfig.parse("test.yaml", yaml, Map.of());
  }
}
