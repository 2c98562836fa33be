package dev.eventlogger.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.eventlogger.config.Section;
import dev.eventlogger.event.Event;
import dev.eventlogger.query.EventStore;
import dev.eventlogger.query.Field;
import dev.eventlogger.query.UnsupportedQueryException;
import dev.eventlogger.spi.BaseEventLogger;
import dev.eventlogger.spi.SinkConfig;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;

/**
 * A store with its sink, open for all tests of a contract, and the events that are in it. What is
 * protected here says what is particular to a store, and is for its test to override.
 */
abstract class StoreUnderTest {

  private @Nullable BaseEventLogger sink;
  private @Nullable StoreCheck check;

  /** A new sink, neither opened nor used before. */
  protected abstract BaseEventLogger newLogger();

  /** A new store, neither opened nor used before. */
  protected abstract EventStore newStore();

  /** Settings that the sink and the store work with, the same on every call. By default none. */
  protected Map<String, Object> settings() {
    return Map.of();
  }

  /** Makes what was written or removed show in answers, for a store where that takes a while. */
  protected void refresh() throws Exception {}

  /** Whether {@code ServiceLoader} finds the store. By default yes. */
  protected boolean isFoundByName() {
    return true;
  }

  /**
   * Whether ranges and {@code contains} can be asked of a field in data or context. By default of
   * all. If not, the test expects an {@link UnsupportedQueryException} that names the field.
   *
   * @param field among others {@code data.count}, which is a whole number in every event that has
   *     it, {@code data.ratio}, a fraction, {@code data.label} and {@code data.text}, texts
   */
  protected boolean comparesData(Field field) {
    return true;
  }

  /**
   * Whether the numbers of a field can be measured. By default all can. If not, the test expects an
   * {@link UnsupportedQueryException} that names the field.
   *
   * @param field {@code duration_ms}, or one of those of {@link #comparesData}
   */
  protected boolean measuresData(Field field) {
    return true;
  }

  /**
   * How far from its place a percentile may be, as a part of all numbers; by default 0, which means
   * that it is exact.
   */
  protected double percentileTolerance() {
    return 0;
  }

  /** How exactly the store says when the first and the last event happened. By default quite. */
  protected ChronoUnit precisionOfFirstAndLast() {
    return ChronoUnit.MICROS;
  }

  /**
   * Whether the store tells a name with a dot from two names, and looks neither into the objects
   * nor into the lists of a list. By default yes; if not, nothing is asked that depends on it.
   */
  protected boolean knowsShapes() {
    return true;
  }

  /** The earliest time that the destination holds. By default that of the year 1. */
  protected Instant earliest() {
    return Instant.parse("0001-01-01T00:00:00Z");
  }

  /** The latest time that the destination holds. By default the last of the year 9999. */
  protected Instant latest() {
    return Instant.parse("9999-12-31T23:59:59.999999Z");
  }

  @BeforeEach
  final void writeEventsOnce() throws Exception {
    if (check == null) {
      BaseEventLogger opened = newLogger();
      sink = opened;
      opened.open(config(settings()));
      EventStore reading = newStore();
      reading.open(config(settings()));
      check =
          new StoreCheck(
              reading, new UsageComparison(percentileTolerance(), precisionOfFirstAndLast()));
      write(StoreEvents.all(earliest(), latest()));
    }
  }

  @AfterAll
  final void closeWhatIsOpen() throws Exception {
    if (sink != null) {
      sink.close();
    }
    if (check != null) {
      check.store().close();
    }
  }

  final void write(Collection<Event> events) throws Exception {
    if (sink == null) {
      throw new IllegalStateException("the sink is not open");
    }
    assertThat(sink.log(List.copyOf(events)))
        .as("what became of the batch")
        .satisfies(
            result -> assertThat(result.retry()).isEmpty(),
            result -> assertThat(result.rejected()).isEmpty());
    check().wrote(events);
    refresh();
  }

  final StoreCheck check() {
    if (check == null) {
      throw new IllegalStateException("the store is not open");
    }
    return check;
  }

  final EventStore store() {
    return check().store();
  }

  static SinkConfig config(Map<String, ?> settings) {
    return Section.of("contract", settings);
  }
}
