package dev.eventlogger.intake.policy;

import static dev.eventlogger.intake.policy.Policies.policy;
import static org.assertj.core.api.Assertions.assertThat;

import dev.eventlogger.event.EventDraft;
import dev.eventlogger.event.EventType;
import java.util.List;
import java.util.Map;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SamplingTest {

  private static final int USERS = 20_000;

  private static boolean keeps(Policy policy, EventDraft draft) {
    return policy.refuses(draft, Map.of()) == null;
  }

  private static IntPredicate keptUsers(Policy policy, String name) {
    return uid -> keeps(policy, EventDraft.named(name).uid(Integer.toString(uid)));
  }

  private static double share(IntPredicate kept) {
    return IntStream.range(0, USERS).filter(kept).count() / (double) USERS;
  }

  @Test
  void keepsTheSameUsersInEveryProcessAndVersion() {
    Policy policy = policy("sampling: {mouse-move: 0.1}");

    List<Integer> kept =
        IntStream.range(0, 100).filter(keptUsers(policy, "mouse-move")).boxed().toList();

    // Computed independently of this code. If these change, sampled users drop out.
    assertThat(kept).containsExactly(0, 3, 5, 27, 38, 54, 58, 67, 68, 71, 96, 97);
  }

  @Test
  void keepsTheShareOfUsersThatIsConfigured() {
    for (double rate : List.of(0.01, 0.1, 0.5, 0.9)) {
      Policy policy = policy("sampling: {mouse-move: " + rate + "}");

      assertThat(share(keptUsers(policy, "mouse-move"))).isBetween(rate - 0.01, rate + 0.01);
    }
  }

  @Test
  void keepsOtherUsersForOtherNames() {
    Policy policy = policy("sampling: {mouse-move: 0.5, scroll: 0.5}");

    double both = share(keptUsers(policy, "mouse-move").and(keptUsers(policy, "scroll")));

    assertThat(both).isBetween(0.24, 0.26);
  }

  @Test
  void keepsAtAHigherRateAllWhomItKeepsAtALower() {
    IntPredicate few = keptUsers(policy("sampling: {mouse-move: 0.1}"), "mouse-move");
    IntPredicate more = keptUsers(policy("sampling: {mouse-move: 0.2}"), "mouse-move");

    assertThat(share(few.and(more.negate()))).isZero();
    assertThat(share(more.and(few.negate()))).isPositive();
  }

  @Test
  void namesTheRule() {
    Policy policy = policy("sampling: {mouse-move: 0}");

    assertThat(policy.refuses(EventDraft.named("mouse-move").uid("1"), Map.of()))
        .isEqualTo("EVENT_POLICY.sampling.mouse-move");
  }

  @Test
  void keepsNoneAtZeroAndAllAtOne() {
    Policy policy = policy("sampling: {none: 0, all: 1}");

    assertThat(share(keptUsers(policy, "none"))).isZero();
    assertThat(share(keptUsers(policy, "all"))).isOne();
    assertThat(share(uid -> keeps(policy, EventDraft.named("none")))).isZero();
    assertThat(share(uid -> keeps(policy, EventDraft.named("all")))).isOne();
  }

  @Test
  void samplesOnlyNamesThatAreListed() {
    Policy policy = policy("sampling: {mouse-move: 0}");

    assertThat(keeps(policy, EventDraft.named("mouse-down").uid("1"))).isTrue();
    assertThat(keeps(policy, EventDraft.of(EventType.CLICK).uid("1"))).isTrue();
  }

  @Test
  void knowsEventsOfATypeByTheNameTheyTakeFromIt() {
    Policy policy = policy("sampling: {click: 0}");

    assertThat(keeps(policy, EventDraft.of(EventType.CLICK).uid("1"))).isFalse();
  }

  @Test
  void decidesBySessionForEventsWithoutUser() {
    Policy policy = policy("sampling: {mouse-move: 0.1}");

    // The same hash as for users.
    for (int i = 0; i < 10; i++) {
      assertThat(keeps(policy, inSession("27"))).isTrue();
      assertThat(keeps(policy, inSession("28"))).isFalse();
      assertThat(policy.refuses(EventDraft.named("mouse-move"), Map.of("session", 27))).isNull();
      assertThat(policy.refuses(inSession("28"), Map.of("session", "27"))).isNotNull();
      assertThat(keeps(policy, inSession("27").uid("28"))).isFalse();
    }
  }

  private static EventDraft inSession(String session) {
    return EventDraft.named("mouse-move").context(Map.of("session", session));
  }

  @Test
  void decidesOnEachEventWithoutUserAndSessionByItself() {
    Policy policy = policy("sampling: {mouse-move: 0.5}");

    assertThat(share(event -> keeps(policy, EventDraft.named("mouse-move")))).isBetween(0.45, 0.55);
    assertThat(share(event -> keeps(policy, inSession("")))).isBetween(0.45, 0.55);
  }
}
