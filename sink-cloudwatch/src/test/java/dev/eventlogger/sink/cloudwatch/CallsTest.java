package dev.eventlogger.sink.cloudwatch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.eventlogger.event.Event;
import dev.eventlogger.event.EventDraft;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.Tuple;
import org.junit.jupiter.api.Test;

/** Whatever the events, every call is legal, and no event is lost. */
class CallsTest {

  private static final Event EVENT = Event.of(EventDraft.named("event"));
  private static final long DAY = 24 * 60 * 60 * 1000L;

  @Property(tries = 500, shrinking = ShrinkingMode.BOUNDED)
  void everyCallIsLegalAndNoEventIsLost(@ForAll("entries") List<Entry> entries) {
    List<List<Entry>> calls = Calls.of(entries);

    assertThat(calls).allSatisfy(CallsTest::assertLegal);
    List<Entry> sent = calls.stream().flatMap(List::stream).toList();
    assertThat(sent)
        .as("all, by time, and of equal times in the order in which they came")
        .usingElementComparator((a, b) -> a == b ? 0 : 1)
        .containsExactlyElementsOf(
            entries.stream().sorted(Comparator.comparingLong(Entry::millis)).toList());
  }

  /** Sizes distributed up to the largest, and times that are dense or days apart. */
  @Provide
  Arbitrary<List<Entry>> entries() {
    Arbitrary<Integer> bytes =
        Arbitraries.frequencyOf(
            Tuple.of(20, Arbitraries.integers().between(1, 1_000)),
            Tuple.of(3, Arbitraries.integers().between(1_000, CloudWatchSettings.LARGEST_EVENT)),
            Tuple.of(1, Arbitraries.just(CloudWatchSettings.LARGEST_EVENT)));
    Arbitrary<Long> millis =
        Arbitraries.oneOf(
            Arbitraries.longs().between(0, 1_000),
            Arbitraries.longs().between(0, 20 * DAY),
            Arbitraries.of(0L, DAY - 1, DAY, DAY + 1, 2 * DAY, 2 * DAY + 1),
            Arbitraries.longs().between(0, 253_402_300_799_999L));
    return Combinators.combine(millis, bytes)
        .as((time, size) -> new Entry(EVENT, time, "", size))
        .list()
        .ofMaxSize(200);
  }

  private static void assertLegal(List<Entry> call) {
    long bytes = call.stream().mapToLong(entry -> entry.bytes() + 26L).sum();
    long first = call.get(0).millis();
    long last = call.get(call.size() - 1).millis();

    assertThat(call)
        .hasSizeBetween(1, 10_000)
        .isSortedAccordingTo(Comparator.comparingLong(Entry::millis));
    assertThat(bytes).isLessThanOrEqualTo(1_048_576);
    assertThat(last - first).isLessThanOrEqualTo(DAY);
  }

  @Test
  void fillsACallToItsLastEventByteAndMillisecond() {
    assertThat(Calls.of(entries(10_000, 0, 1))).hasSize(1);
    assertThat(Calls.of(entries(10_001, 0, 1))).extracting(List::size).containsExactly(10_000, 1);
    assertThat(Calls.of(entries(2, 0, 524_262))).hasSize(1);
    assertThat(Calls.of(entries(2, 0, 524_263))).hasSize(2);
    assertThat(Calls.of(List.of(entry(0, 1), entry(DAY, 1)))).hasSize(1);
    assertThat(Calls.of(List.of(entry(0, 1), entry(DAY + 1, 1)))).hasSize(2);
    assertThat(Calls.of(List.of())).isEmpty();
  }

  private static List<Entry> entries(int count, long millis, int bytes) {
    return new ArrayList<>(IntStream.range(0, count).mapToObj(i -> entry(millis, bytes)).toList());
  }

  private static Entry entry(long millis, int bytes) {
    return new Entry(EVENT, millis, "", bytes);
  }
}
