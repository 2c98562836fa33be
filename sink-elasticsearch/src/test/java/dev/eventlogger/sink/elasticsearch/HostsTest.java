package dev.eventlogger.sink.elasticsearch;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

final class HostsTest {

  private static final URI A = URI.create("http://a:9200");
  private static final URI B = URI.create("http://b:9200");
  private static final URI C = URI.create("http://c:9200");

  private final AtomicLong now = new AtomicLong(Long.MAX_VALUE - 1); // a clock that overflows
  private final Hosts hosts = new Hosts(List.of(A, B, C), now::get);

  @Test
  void asksEachInItsTurnAndTheOthersAfterIt() {
    assertThat(hosts.inTurn()).containsExactly(A, B, C);
    assertThat(hosts.inTurn()).containsExactly(B, C, A);
    assertThat(hosts.inTurn()).containsExactly(C, A, B);
    assertThat(hosts.inTurn()).containsExactly(A, B, C);
  }

  @Test
  void leavesAHostAloneThatFailedEachTimeForLonger() {
    assertThat(pauseAfter(1)).isEqualTo(Duration.ofMinutes(1));
    assertThat(pauseAfter(2)).isBetween(Duration.ofSeconds(84), Duration.ofSeconds(85));
    assertThat(pauseAfter(3)).isEqualTo(Duration.ofMinutes(2));
    assertThat(pauseAfter(9)).isEqualTo(Duration.ofMinutes(16));
    assertThat(pauseAfter(11)).isEqualTo(Duration.ofMinutes(30));
    assertThat(pauseAfter(2_000)).isEqualTo(Duration.ofMinutes(30));
  }

  /** How long a host is left alone that has failed this many times in a row. */
  private Duration pauseAfter(int failures) {
    AtomicLong clock = new AtomicLong();
    Hosts one = new Hosts(List.of(A, B), clock::get);
    for (int i = 0; i < failures; i++) {
      one.failed(A);
    }
    long longest = Duration.ofHours(1).toNanos();
    long shortest = 0;
    while (longest - shortest > 1) {
      clock.set((longest + shortest) / 2);
      if (one.inTurn().contains(A)) {
        longest = clock.get();
      } else {
        shortest = clock.get();
      }
    }
    return Duration.ofNanos(longest);
  }

  @Test
  void asksAHostAgainThatHasAnswered() {
    hosts.failed(B);
    assertThat(hosts.inTurn()).containsExactlyInAnyOrder(A, C);
    hosts.answered(B);

    assertThat(hosts.inTurn()).containsExactlyInAnyOrder(A, B, C);
  }

  @Test
  void forgetsHowOftenAHostFailedOnceItAnswers() {
    for (int i = 0; i < 5; i++) {
      hosts.failed(B);
    }
    hosts.answered(B);
    hosts.failed(B);
    now.addAndGet(Duration.ofMinutes(1).toNanos());

    assertThat(hosts.inTurn()).contains(B);
  }

  @Test
  void asksTheOneThatHasRestedForTheLongestTimeIfAllFailed() {
    hosts.failed(B);
    now.addAndGet(Duration.ofSeconds(1).toNanos());
    hosts.failed(A);
    hosts.failed(C);

    assertThat(hosts.inTurn()).containsExactly(B);
    hosts.failed(B);
    assertThat(hosts.inTurn()).containsExactly(A);
  }
}
