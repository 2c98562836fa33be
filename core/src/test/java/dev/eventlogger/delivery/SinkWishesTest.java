package dev.eventlogger.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.eventlogger.event.Event;
import dev.eventlogger.spi.BaseEventLogger;
import dev.eventlogger.spi.DeliveryResult;
import dev.eventlogger.spi.SinkConfig;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A sink chooses the size of its batches, and is flushed before anything is settled. */
@Timeout(60)
class SinkWishesTest {

  private final List<String> calls = Collections.synchronizedList(new ArrayList<>());
  private final Wishes sink = new Wishes();

  @ParameterizedTest
  @CsvSource({"0, 4, 3", "-1, 4, 3", "2, 2, 2", "9, 4, 3"})
  void batchesAreNoLargerThanTheSinkWantsThem(int wish, int first, int second) throws Exception {
    sink.most = wish;
    sevenGoInBatchesOf(open(true), first, second);
  }

  @ParameterizedTest
  @CsvSource({"0, 4, 3", "2, 2, 2", "6, 6, 1", "900, 7, 0"})
  void batchesAreAsLargeAsTheSinkWantsThemWhereNobodyHasSetTheirSize(
      int wish, int first, int second) throws Exception {
    sink.most = wish;
    sevenGoInBatchesOf(open(false), first, second);
  }

  private void sevenGoInBatchesOf(NamedLog log, int first, int second) {
    for (int i = 0; i < 7; i++) {
      assertThat(log.offer(json("n" + i), json("n" + i).length)).isNull();
    }
    log.start();
    close(log);

    assertThat(calls.get(0)).isEqualTo("log " + first);
    assertThat(calls.get(2)).isEqualTo(second == 0 ? "close" : "log " + second);
    assertThat(log.ledger().delivered()).isEqualTo(7);
  }

  @Test
  void aBatchIsSentAgainIfItCannotBeFlushedAndCountsOnce() throws Exception {
    sink.failingFlushes = 2;
    NamedLog log = open(true);
    log.offer(json("n"), json("n").length);
    log.start();
    assertThat(log.flush(Duration.ofSeconds(30))).isTrue();
    close(log);

    assertThat(calls)
        .containsExactly("log 1", "flush", "log 1", "flush", "log 1", "flush", "close");
    assertThat(log.ledger().delivered()).isEqualTo(1);
    assertThat(log.ledger().failures()).isEqualTo(2);
  }

  @Test
  void aSinkThatFailsToSayIsNotOpened() {
    sink.most = Integer.MIN_VALUE;

    assertThatThrownBy(() -> open(true)).hasMessage("no idea");
    assertThat(calls).containsExactly("close");
  }

  private NamedLog open(boolean isBatchSizeSet) throws Exception {
    DeliverySettings settings =
        DeliverySettings.builder()
            .queueEvents(100)
            .batchSize(4)
            .linger(Duration.ZERO)
            .retry(new RetryPolicy(Duration.ofMillis(1), Duration.ofMillis(1)))
            .build();
    return NamedLog.open(sink, TestEvents.config("wishes"), settings, isBatchSizeSet, null);
  }

  private static void close(NamedLog log) {
    log.beginClose();
    log.endClose(System.nanoTime());
  }

  private static byte[] json(String name) {
    return TestEvents.json(name);
  }

  private final class Wishes extends BaseEventLogger {
    private int most;
    private int failingFlushes;

    @Override
    public String loggerName() {
      return "wishes";
    }

    @Override
    public void open(SinkConfig config) {}

    @Override
    public int batchSize() {
      if (most == Integer.MIN_VALUE) {
        throw new IllegalStateException("no idea");
      }
      return most;
    }

    @Override
    public DeliveryResult log(List<Event> batch) {
      calls.add("log " + batch.size());
      return DeliveryResult.DELIVERED;
    }

    @Override
    public void flush() throws IOException {
      calls.add("flush");
      if (failingFlushes-- > 0) {
        throw new IOException("not now");
      }
    }

    @Override
    public void close() {
      calls.add("close");
    }
  }
}
