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
 * A store with its sink, open for all tests of a contract, and the events in it. A store's test
 * overrides the protected methods to say what is particular to the store.
 */
abstract class StoreUnderTest {

  private @Nullable BaseEventLogger sink;
  private @Nullable StoreCheck check;

  /** A new sink, neither opened nor used before. */
  protected abstract BaseEventLogger newLogger();

  /** A new store, neither opened nor used before. */
  protected abstract EventStore newStore();

  /** Settings that the sink and the store work with, the same on every call. None by default. */
  protected Map<String, Object> settings() {
    return Map.of();
  }

  /** Makes writes and removals visible in answers, for a store where that takes a while. */
  protected void refresh() throws Exception {}

  /** Whether {@code ServiceLoader} finds the store. True by default. */
  protected boolean isFoundByName() {
    return true;
  }

  /**
   * Whether ranges and {@code contains} can be queried on a field in data or context. True for all
   * by default. If false, the test expects an {@link UnsupportedQueryException} that names the
   * field.
   *
   * @param field among others {@code data.count}, which is a whole number in every event that has
   *     it, {@code data.ratio}, a fraction, {@code data.label} and {@code data.text}, texts
   */
  protected boolean comparesData(Field field) {
    return true;
  }

  /**
   * Whether the numbers of a field can be measured. True for all by default. If false, the test
   * expects an {@link UnsupportedQueryException} that names the field.
   *
   * @param field {@code duration_ms}, or one of those of {@link #comparesData}
   */
  protected boolean measuresData(Field field) {
    return true;
  }

  /**
   * How far a percentile may be from its place, as a fraction of all numbers. 0 by default, which
   * means exact.
   */
  protected double percentileTolerance() {
    return 0;
  }

  /**
   * How precisely the store says when the first and the last event happened. To the microsecond by
   * default.
   */
  protected ChronoUnit precisionOfFirstAndLast() {
    return ChronoUnit.MICROS;
  }

  /**
   * Whether the store knows the shape of data. It then distinguishes a name with a dot from two
   * names, and does not look into objects or lists inside a list. True by default; if false,
   * nothing is queried that depends on it.
   */
  protected boolean knowsShapes() {
    return true;
  }

  /** The earliest time that the destination can hold. By default the start of the year 1. */
  protected Instant earliest() {
    return Instant.parse("0001-01-01T00:00:00Z");
  }

  /** The latest time that the destination can hold. By default the end of the year 9999. */
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
