package dev.eventlogger.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.eventlogger.config.Section;
import dev.eventlogger.event.Event;
import dev.eventlogger.spi.BaseEventLogger;
import dev.eventlogger.spi.SinkConfig;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * The contract of sinks. A sink's test extends this class and says how to create the sink, with
 * which settings, and how to read what has arrived:
 *
 * <pre>{@code
 * final class WebhookContractTest extends EventLoggerContract {
 *   private final FakeServer server = FakeServer.start();
 *
 *   @Override protected BaseEventLogger newLogger() { return new WebhookEventLogger(); }
 *   @Override protected Map<String, Object> settings() { return Map.of("url", server.url()); }
 *   @Override protected List<String> delivered() { return server.lines(); }
 * }
 * }</pre>
 *
 * <p>The destination need not be empty when a test starts: only the events of that test are
 * considered. Tests do not run concurrently.
 */
@Timeout(120)
public abstract class EventLoggerContract {

  private static final Duration PATIENCE = Duration.ofSeconds(5);

  private final List<BaseEventLogger> opened = new ArrayList<>();

  /** For subclasses. */
  protected EventLoggerContract() {}

  /** A new sink, neither opened nor used before. */
  protected abstract BaseEventLogger newLogger();

  /** Settings that the sink works with, the same on every call within a test. None by default. */
  protected Map<String, Object> settings() {
    return Map.of();
  }

  /**
   * The canonical JSON of each event that the destination holds, in the order of arrival. Called
   * after {@code log} has returned, with the sink still open or already closed.
   */
  protected abstract List<String> delivered() throws Exception;

  /** Whether events can be read back. True by default; false for a sink that keeps nothing. */
  protected boolean keepsEvents() {
    return true;
  }

  /**
   * Whether an event that was delivered twice is there twice. True by default; false for a
   * destination that recognises events by their id.
   */
  protected boolean showsRepeats() {
    return true;
  }

  @AfterEach
  final void closeWhatIsOpen() throws Exception {
    for (BaseEventLogger sink : opened) {
      sink.close();
    }
  }

  @Test
  final void hasALegalNameBeforeItIsOpen() {
    BaseEventLogger sink = newLogger();
    String name = sink.loggerName();

    assertThat(name).as("loggerName()").matches("[a-z][a-z0-9-]*");
    assertThat(sink.loggerName()).as("loggerName(), called again").isEqualTo(name);
    assertThat(newLogger().loggerName()).as("loggerName() of another instance").isEqualTo(name);
  }

  @Test
  final void isFoundByServiceLoaderUnderItsName() {
    Class<?> type = newLogger().getClass();

    List<String> names =
        ServiceLoader.load(BaseEventLogger.class).stream()
            .filter(provider -> provider.type() == type)
            .map(provider -> provider.get().loggerName())
            .toList();

    assertThat(names)
        .as("names under which ServiceLoader finds %s; is @AutoService missing?", type)
        .containsExactly(newLogger().loggerName());
  }

  @Test
  final void refusesAnUnknownSettingByItsName() {
    Map<String, Object> settings = new HashMap<>(settings());
    settings.put("no_such_setting", 1);

    assertThatThrownBy(() -> open(settings))
        .as("open with a setting that does not exist")
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("no_such_setting");
  }

  @Test
  final void deliversOneEvent() throws Exception {
    deliversAsTheyAre(ContractEvents.clicks(1));
  }

  @Test
  final void deliversAThousandEventsInOrder() throws Exception {
    deliversAsTheyAre(ContractEvents.clicks(1_000));
  }

  @Test
  final void deliversBatchAfterBatchInOrder() throws Exception {
    BaseEventLogger sink = open();
    Delivery delivery = new Delivery();
    for (int size : new int[] {1, 7, 50, 1}) {
      delivery.send(sink, ContractEvents.clicks(size));
    }

    assertArrived(delivery);
  }

  @Test
  final void survivesRedeliveryOfABatch() throws Exception {
    BaseEventLogger sink = open();
    Delivery delivery = new Delivery();
    List<Event> batch = ContractEvents.clicks(10);
    delivery.send(sink, batch);
    delivery.send(sink, batch);
    delivery.send(sink, batch.subList(5, 10));
    delivery.send(sink, ContractEvents.clicks(1));

    assertArrived(delivery);
  }

  @Test
  final void deliversEventsOfEveryKind() throws Exception {
    deliversAsTheyAre(ContractEvents.ofEveryKind());
  }

  @Test
  final void deliversEmptyData() throws Exception {
    deliversAsTheyAre(List.of(ContractEvents.click(Map.of())));
  }

  @Test
  final void deliversAwkwardText() throws Exception {
    deliversAsTheyAre(ContractEvents.withAwkwardText());
  }

  @Test
  final void deliversAwkwardKeys() throws Exception {
    deliversAsTheyAre(ContractEvents.withAwkwardKeys());
  }

  @Test
  final void deliversAnEventOfAMegabyte() throws Exception {
    deliversAsTheyAre(List.of(ContractEvents.large()));
  }

  @Test
  final void deliversOrRejectsNul() throws Exception {
    deliversOrRejects(List.of(ContractEvents.withNul(), ContractEvents.click(Map.of())));
  }

  @Test
  final void deliversOrRejectsEventsFromOtherDays() throws Exception {
    deliversOrRejects(ContractEvents.fromOtherDays());
  }

  @Test
  final void continuesWhenOpenedAgain() throws Exception {
    Delivery delivery = new Delivery();
    BaseEventLogger first = open();
    delivery.send(first, ContractEvents.clicks(3));
    close(first);
    delivery.send(open(), ContractEvents.clicks(3));

    assertArrived(delivery);
  }

  @Test
  final void closesWithoutHavingBeenOpened() {
    assertThatCode(newLogger()::close).as("close without open").doesNotThrowAnyException();
  }

  @Test
  final void closesAfterOpeningFailed() {
    BaseEventLogger sink = newLogger();
    Throwable failure = catchThrowable(() -> sink.open(config(Map.of("no_such_setting", 1))));

    assertThatCode(sink::close)
        .as("close after open failed with %s", failure)
        .doesNotThrowAnyException();
  }

  @Test
  final void closesTwice() throws Exception {
    BaseEventLogger sink = open();
    close(sink);

    assertThatCode(sink::close).as("close for the second time").doesNotThrowAnyException();
  }

  @Test
  final void leavesNoThreadThatKeepsTheApplicationFromEnding() throws Exception {
    Set<Thread> before = Thread.getAllStackTraces().keySet();
    BaseEventLogger sink = open();
    new Delivery().send(sink, ContractEvents.clicks(3));
    close(sink);

    for (Thread thread : Thread.getAllStackTraces().keySet()) {
      if (!thread.isDaemon() && !before.contains(thread)) {
        thread.join(PATIENCE.toMillis());
        assertThat(thread.isAlive()).as("%s still runs after close", thread).isFalse();
      }
    }
  }

  private void deliversAsTheyAre(List<Event> events) throws Exception {
    Delivery delivery = new Delivery();
    delivery.send(open(), events);
    assertArrived(delivery);
  }

  private void deliversOrRejects(List<Event> events) throws Exception {
    Delivery delivery = new Delivery();
    delivery.send(open(), events);
    if (keepsEvents()) {
      delivery.assertArrivedOrRejected(delivered());
    }
  }

  private void assertArrived(Delivery delivery) throws Exception {
    if (keepsEvents()) {
      delivery.assertArrived(delivered(), showsRepeats());
    } else {
      delivery.assertNothingRejected();
    }
  }

  private BaseEventLogger open() throws Exception {
    return open(settings());
  }

  private BaseEventLogger open(Map<String, Object> settings) throws Exception {
    BaseEventLogger sink = newLogger();
    sink.open(config(settings));
    opened.add(sink);
    return sink;
  }

  private void close(BaseEventLogger sink) throws Exception {
    opened.remove(sink);
    sink.close();
  }

  private static SinkConfig config(Map<String, ?> settings) {
    return Section.of("contract", settings);
  }
}
