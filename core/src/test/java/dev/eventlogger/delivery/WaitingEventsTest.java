package dev.eventlogger.delivery;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.eventlogger.event.Event;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Events in memory: none is lost or changed, and the counts are right. */
class WaitingEventsTest {

  private static final int CHUNK = 256 * 1024;

  private final WaitingEvents waiting = new WaitingEvents();

  @Test
  void comeOutInTheirOrderAsTheyWere() {
    List<String> all = IntStream.range(0, 1500).mapToObj(i -> "event " + i).toList();
    all.forEach(this::add);
    assertThat(waiting.count()).isEqualTo(1500);

    List<String> out = new ArrayList<>();
    out.addAll(take(7, Long.MAX_VALUE));
    out.addAll(take(1000, Long.MAX_VALUE));
    out.addAll(take(1000, Long.MAX_VALUE));

    assertThat(out).isEqualTo(all);
    assertThat(waiting.count()).isZero();
    assertThat(waiting.bytes()).isZero();
  }

  @Test
  void whatIsOutStaysAsItIsWhileOthersCome() {
    for (int i = 0; i < 512; i++) {
      add("a" + i);
    }
    List<Chunk.Slice> slices = waiting.take(512, Long.MAX_VALUE);
    for (int i = 0; i < 1000; i++) {
      add("b" + i);
    }

    assertThat(texts(slices)).isEqualTo(IntStream.range(0, 512).mapToObj(i -> "a" + i).toList());
    assertThat(take(2, Long.MAX_VALUE)).containsExactly("b0", "b1");
  }

  @Test
  void areTakenUpToAsManyBytesAsAskedForAndNotOneMore() {
    List.of("1234", "12345", "123").forEach(this::add);

    assertThat(waiting.bytes()).isEqualTo(12);
    assertThat(take(10, 8)).containsExactly("1234");
    assertThat(waiting.bytes()).isEqualTo(8);
    assertThat(take(10, 8)).containsExactly("12345", "123");
  }

  @Test
  void atLeastOneIsTakenHoweverLargeItIs() {
    List.of("12345", "1").forEach(this::add);

    assertThat(take(10, 2)).containsExactly("12345");
    assertThat(take(10, 2)).containsExactly("1");
    assertThat(take(10, 2)).isEmpty();
  }

  @Test
  void aLimitOfBytesHoldsAcrossBlocksOfMemory() {
    String half = "x".repeat(CHUNK / 2);
    List.of(half, half, "a", "b").forEach(this::add);

    assertThat(waiting.take(10, CHUNK + 1).stream().mapToInt(Chunk.Slice::events).sum())
        .isEqualTo(3);
    assertThat(take(10, 10)).containsExactly("b");
  }

  @Test
  void noneOvertakesOneForWhichThereIsNoRoom() {
    String most = "x".repeat(CHUNK - 60);
    String some = "y".repeat(55);
    List.of(most, some, "in the next block").forEach(this::add);

    assertThat(take(10, CHUNK - 40)).containsExactly(most);
    assertThat(take(10, CHUNK)).containsExactly(some, "in the next block");
  }

  @Test
  void aLimitOfEventsHoldsAcrossBlocksOfMemory() {
    String half = "x".repeat(CHUNK / 2);
    List.of(half, half, "a", "b", "c").forEach(this::add);

    assertThat(take(4, Long.MAX_VALUE)).containsExactly(half, half, "a", "b");
    assertThat(take(4, Long.MAX_VALUE)).containsExactly("c");
  }

  @Test
  void anEventThatNoBlockHoldsGetsOneOfItsOwn() {
    String large = "x".repeat(CHUNK + 1);
    waiting.addSpare(new Chunk(0));
    List.of("a", large, "b").forEach(this::add);

    assertThat(take(3, Long.MAX_VALUE)).containsExactly("a", large, "b");
  }

  @Test
  void theOldestGoesFirst() {
    List.of("1", "22", "333").forEach(this::add);

    waiting.removeOldest();

    assertThat(waiting.count()).isEqualTo(2);
    assertThat(waiting.bytes()).isEqualTo(5);
    assertThat(take(3, 100)).containsExactly("22", "333");
  }

  @Test
  void areShortOfMemoryUntilFourBlocksAreReadyAndAgainWhenOneIsUsed() {
    for (int i = 0; i < 4; i++) {
      assertThat(waiting.isShort()).isTrue();
      waiting.addSpare(new Chunk(0));
    }
    assertThat(waiting.isShort()).isFalse();

    add("uses one");

    assertThat(waiting.isShort()).isTrue();
  }

  @Test
  void aBlockIsFilledToItsLastByte() {
    Chunk chunk = new Chunk(0);
    assertThat(chunk.fits(CHUNK)).isTrue();
    assertThat(chunk.fits(CHUNK + 1)).isFalse();
    assertThat(new Chunk(CHUNK + 1).fits(CHUNK + 1)).isTrue();

    chunk.append(new byte[10], 10);

    assertThat(chunk.fits(CHUNK - 10)).isTrue();
    assertThat(chunk.fits(CHUNK - 9)).isFalse();
  }

  private void add(String text) {
    byte[] bytes = (text + "and what is behind it").getBytes(UTF_8);
    waiting.add(bytes, text.length());
  }

  private List<String> take(int mostEvents, long mostBytes) {
    return texts(waiting.take(mostEvents, mostBytes));
  }

  private static List<String> texts(List<Chunk.Slice> slices) {
    List<Event> events = new ArrayList<>();
    slices.forEach(slice -> slice.addTo(events));
    return events.stream().map(Event::toJson).toList();
  }
}
