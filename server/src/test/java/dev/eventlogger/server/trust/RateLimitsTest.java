package dev.eventlogger.server.trust;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.net.InetAddress;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class RateLimitsTest {

  private final AtomicLong nanos = new AtomicLong(-5);
  private final RateLimits limits =
      new RateLimits(new Rate(2.0, 4), new Rate(10.0, 1), 160, nanos::get);

  @Test
  void letsABurstThroughAndThenAsManyAsComeBack() throws RefusedException {
    InetAddress address = Request.address("192.0.2.7");
    for (int i = 0; i < 4; i++) {
      limits.count(address);
    }

    RefusedException refused =
        catchThrowableOfType(RefusedException.class, () -> limits.count(address));
    assertThat(refused).hasMessage("too many requests from this address; try again later");
    assertThat(refused.refusal().status()).isEqualTo(429);
    assertThat(refused.refusal().retryAfter()).isEqualTo(Duration.ofMillis(500));

    nanos.addAndGet(Duration.ofMillis(500).toNanos());
    limits.count(address);
    assertThatThrownBy(() -> limits.count(address)).isInstanceOf(RefusedException.class);
    limits.count(Request.address("192.0.2.8"));
  }

  @Test
  void countsTheAddressesOfAHouseholdAsOne() throws RefusedException {
    for (int i = 0; i < 4; i++) {
      limits.count(Request.address("2001:db8:1:2::" + i));
    }

    assertThatThrownBy(() -> limits.count(Request.address("2001:db8:1:2:ffff::")))
        .isInstanceOf(RefusedException.class);
    limits.count(Request.address("2001:db8:1:3::1"));
  }

  @Test
  void doesNotCountThisMachine() throws RefusedException {
    for (int i = 0; i < 100; i++) {
      limits.count(Request.address("127.0.0.1"));
      limits.count(Request.address("::1"));
    }

    assertThat(limits.addresses()).isZero();
  }

  @Test
  void forgetsTheAddressesNotSeenForLongest() throws RefusedException {
    for (int i = 0; i < 60_000; i++) {
      limits.count(Request.address("10.0." + i / 250 + "." + i % 250));
    }

    assertThat(limits.addresses()).isLessThanOrEqualTo(160).isPositive();
  }

  @Test
  void countsEachKeyByItsOwnRate() throws RefusedException {
    Caller slow = caller("slow", null);
    Caller fast = caller("fast", 5.0);
    limits.count(slow);
    for (int i = 0; i < 10; i++) {
      limits.count(fast);
    }

    RefusedException refused =
        catchThrowableOfType(RefusedException.class, () -> limits.count(slow));
    assertThat(refused).hasMessage("too many requests with this key; try again later");
    assertThat(refused.refusal().retryAfter()).isEqualTo(Duration.ofMillis(100));
    assertThat(catchThrowableOfType(RefusedException.class, () -> limits.count(fast)).refusal())
        .extracting(refusal -> refusal.retryAfter())
        .isEqualTo(Duration.ofMillis(200));
  }

  @Test
  void takesAChangedRateAtOnce() throws RefusedException {
    limits.count(caller("web", null));
    limits.count(caller("web", 100.0));
  }

  @Test
  void countsThoseWithoutAKeyByTheirAddressAlone() throws RefusedException {
    for (int i = 0; i < 100; i++) {
      limits.count(caller("jwt", null));
    }
  }

  @Test
  void checksTheRates() {
    assertThat(Rate.of(0.1).burst()).isEqualTo(1);
    assertThat(Rate.of(30).burst()).isEqualTo(60);
    assertThatThrownBy(() -> new Rate(0.0, 1))
        .hasMessage("requests_per_second must be more than 0, and at most 1000000");
    assertThatThrownBy(() -> new Rate(1.0, 0)).hasMessage("burst must be from 1 to 1000000");
    assertThatThrownBy(() -> new Rate(Double.NaN, 1)).hasMessageContaining("requests_per_second");
  }

  private static Caller caller(String source, Double rate) {
    return new Caller(
        source,
        Trust.CLIENT,
        null,
        null,
        Set.of(Scope.WRITE),
        new Restrictions(List.of(), List.of(), List.of(), rate),
        Request.address("192.0.2.7"),
        null,
        false);
  }
}
