package dev.eventlogger.intake.policy;

import static dev.eventlogger.intake.policy.Policies.NOW;
import static dev.eventlogger.intake.policy.Policies.policy;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.eventlogger.event.EventDraft;
import dev.eventlogger.event.EventType;
import dev.eventlogger.event.Level;
import java.lang.management.ManagementFactory;
import java.nio.CharBuffer;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

class PolicyTest {

  private static final EventDraft DEBUG = EventDraft.named("cache-miss").level(Level.DEBUG);

  private static @Nullable String refused(Policy policy, EventDraft draft) {
    return policy.refuses(draft, Map.of());
  }

  private static EventDraft debugOf(String uid) {
    return EventDraft.named("cache-miss").level(Level.DEBUG).uid(uid);
  }

  private static EventDraft debugIn(Object groups) {
    return EventDraft.named("cache-miss").level(Level.DEBUG).context(Map.of("user.groups", groups));
  }

  private static EventDraft request(String method, String route) {
    return EventDraft.of(EventType.API).data(Map.of("method", method, "route", route));
  }

  @ParameterizedTest
  @EnumSource(Level.class)
  void wantsEveryEventUnlessToldOtherwise(Level level) {
    Policy policy = policy("");

    assertThat(refused(policy, EventDraft.named("anything").level(level))).isNull();
    assertThat(refused(policy, request("POST", "/login/").level(level))).isNull();
  }

  @Test
  void standardDropsDebugOnly() {
    Policy policy = policy("everyone: standard");

    assertThat(refused(policy, DEBUG)).isEqualTo("EVENT_POLICY.everyone");
    for (Level level : List.of(Level.INFO, Level.USAGE, Level.AUDIT, Level.WARNING, Level.ERROR)) {
      assertThat(refused(policy, EventDraft.named("x").level(level))).isNull();
    }
  }

  @ParameterizedTest
  @MethodSource("groupsOfOps")
  void readsGroupsAsTheyAreRecorded(Object groups) {
    Policy policy = policy("everyone: standard\ngroups: {OPS: verbose}");

    assertThat(refused(policy, debugIn(groups))).isNull();
    assertThat(
            refused(
                policy,
                EventDraft.named("x")
                    .level(Level.DEBUG)
                    .context(Map.of("user", Map.of(Word.GROUPS, 1, "groups", groups)))))
        .isNull();
    assertThat(refused(policy, debugIn(List.of(groups.toString() + "x")))).isNotNull();
  }

  static Stream<Object> groupsOfOps() {
    return Stream.of(
        "OPS",
        Word.OPS,
        Optional.of("OPS"),
        List.of("other", Word.OPS),
        new Word[] {Word.OPS},
        new Object[] {Optional.of(CharBuffer.wrap("OPS"))},
        JsonNodeFactory.instance.textNode("OPS"),
        JsonNodeFactory.instance.arrayNode().add("other").add("OPS"));
  }

  private enum Word {
    OPS,
    GROUPS;

    @Override
    public String toString() {
      return "another text than its name";
    }
  }

  @Test
  void readsARequestAsItIsRecorded() {
    Policy policy = policy("api: {deny: [{route: /health, method: OPS}]}");

    for (Object method : List.of("OPS", Word.OPS, Optional.of("OPS"), CharBuffer.wrap("ops"))) {
      EventDraft draft =
          EventDraft.of(EventType.API)
              .data(Map.of("method", method, "route", Optional.of("/health")));
      assertThat(refused(policy, draft)).isEqualTo("EVENT_POLICY.api.deny[0]");
    }
  }

  @Test
  void customTakesTheNamesListedAndWhatIsSevereEnough() {
    Policy policy = policy("everyone: {capture: custom, names: [query-start], level: WARNING}");

    assertThat(refused(policy, EventDraft.named("query-start").level(Level.DEBUG))).isNull();
    assertThat(refused(policy, EventDraft.named("other").level(Level.WARNING))).isNull();
    assertThat(refused(policy, EventDraft.named("other"))).isEqualTo("EVENT_POLICY.everyone");
  }

  @Test
  void customWithNamesAloneTakesNoOthersHoweverSevere() {
    Policy policy = policy("everyone: {capture: custom, names: click}");

    assertThat(refused(policy, EventDraft.of(EventType.CLICK))).isNull();
    assertThat(refused(policy, EventDraft.named("error").level(Level.ERROR)))
        .isEqualTo("EVENT_POLICY.everyone");
  }

  @Test
  void customOfDebugTakesEverything() {
    assertThat(refused(policy("everyone: {capture: custom, level: DEBUG}"), DEBUG)).isNull();
  }

  @Test
  void aUsersRuleHoldsForThatUserOnly() {
    Policy policy = policy("everyone: standard\nusers: {42: verbose}");

    assertThat(refused(policy, debugOf("42"))).isNull();
    assertThat(refused(policy, debugOf("43"))).isEqualTo("EVENT_POLICY.everyone");
    assertThat(refused(policy, DEBUG)).isEqualTo("EVENT_POLICY.everyone");
  }

  @Test
  void aUsersRuleBeatsThoseOfTheGroups() {
    Policy policy = policy("users: {42: standard}\ngroups: {admins: verbose}");

    assertThat(refused(policy, debugIn("admins").uid("42"))).isEqualTo("EVENT_POLICY.users");
    assertThat(refused(policy, debugIn("admins").uid("43"))).isNull();
  }

  @Test
  void aGroupsRuleBeatsEveryones() {
    assertThat(refused(policy("groups: {guests: standard}"), debugIn("guests")))
        .isEqualTo("EVENT_POLICY.groups.guests");
  }

  @Test
  void theMostVerboseOfSeveralGroupsWins() {
    Policy policy =
        policy(
            """
            groups:
              guests: standard
              testers: verbose
              strict: {capture: custom, level: ERROR}
            """);

    assertThat(refused(policy, debugIn(List.of("guests", "testers")))).isNull();
    assertThat(refused(policy, debugIn(List.of("testers", "guests")))).isNull();
    assertThat(refused(policy, debugIn(List.of("strict", "guests"))))
        .isEqualTo("EVENT_POLICY.groups.strict");
    assertThat(refused(policy, debugIn(List.of("strict", "guests")).level(Level.INFO))).isNull();
  }

  enum Group {
    TESTERS
  }

  @Test
  void takesGroupsAsListArrayTextOrConstant() {
    Policy policy = policy("everyone: standard\ngroups: {TESTERS: verbose}");

    assertThat(refused(policy, debugIn(List.of("x", "TESTERS")))).isNull();
    assertThat(refused(policy, debugIn(Arrays.asList(null, "TESTERS")))).isNull();
    assertThat(refused(policy, debugIn(new String[] {"TESTERS"}))).isNull();
    assertThat(refused(policy, debugIn("TESTERS"))).isNull();
    assertThat(refused(policy, debugIn(Group.TESTERS))).isNull();
    assertThat(refused(policy, debugIn("x, TESTERS"))).isEqualTo("EVENT_POLICY.everyone");
  }

  @Test
  void findsGroupsInTheContextOfTheEventFirst() {
    Policy policy = policy("everyone: standard\ngroups: {testers: verbose, guests: standard}");
    Map<String, ?> testers = Map.of("user", Map.of("groups", "testers"));

    assertThat(policy.refuses(DEBUG, testers)).isNull();
    assertThat(policy.refuses(DEBUG, Map.of("groups", "testers"))).isNull();
    assertThat(policy.refuses(debugIn("guests"), testers)).isEqualTo("EVENT_POLICY.groups.guests");
    assertThat(
            policy.refuses(
                EventDraft.named("x").level(Level.DEBUG).context(Map.of("groups", "guests")),
                Map.of("groups", "testers")))
        .isEqualTo("EVENT_POLICY.groups.guests");
    assertThat(policy.refuses(DEBUG, Map.of("user", "a text"))).isEqualTo("EVENT_POLICY.everyone");
  }

  @Test
  void aRuleIsAsAbsentFromItsEndOn() {
    String yaml =
        """
        everyone: standard
        groups: {testers: {capture: verbose, until: 2026-11-22T00:00:00Z}}
        users: {42: {capture: verbose, until: 2026-11-22T00:00:00+02:00}}
        """;
    Policy before = policy(yaml, NOW);
    Policy userEnded = policy(yaml, NOW.plusSeconds(17 * 3600));
    Policy ended = policy(yaml, Instant.parse("2026-11-22T00:00:00Z"));
    EventDraft draft = debugIn("testers").uid("42");

    assertThat(refused(before, debugOf("42"))).isNull();
    assertThat(refused(userEnded, debugOf("42"))).isEqualTo("EVENT_POLICY.everyone");
    assertThat(refused(userEnded, draft)).isNull();
    assertThat(refused(ended, draft)).isEqualTo("EVENT_POLICY.everyone");
  }

  @Test
  void everyonesRuleMayEndToo() {
    Policy policy = policy("everyone: {capture: standard, until: 2026-11-21T05:14:50Z}");

    assertThat(refused(policy, DEBUG)).isNull();
  }

  @Test
  void countsTheEndByTheClockAndNotByWhenTheEventHappened() {
    Policy policy = policy("everyone: {capture: standard, until: 2026-11-22T00:00:00Z}");

    assertThat(refused(policy, debugOf("42").createdAt(NOW.plusSeconds(1_000_000))))
        .isEqualTo("EVENT_POLICY.everyone");
  }

  @Test
  void deniesRoutesByPlace() {
    Policy policy =
        policy("api: {deny: [{route: /a, method: GET}, {type: prefix, route: /b}, {route: /c}]}");

    assertThat(refused(policy, request("GET", "/a"))).isEqualTo("EVENT_POLICY.api.deny[0]");
    assertThat(refused(policy, request("get", "/a"))).isEqualTo("EVENT_POLICY.api.deny[0]");
    assertThat(refused(policy, request("POST", "/a"))).isNull();
    assertThat(refused(policy, request("GET", "/a/x"))).isNull();
    assertThat(refused(policy, request("PUT", "/bees"))).isEqualTo("EVENT_POLICY.api.deny[1]");
    assertThat(refused(policy, request("PUT", "/c"))).isEqualTo("EVENT_POLICY.api.deny[2]");
  }

  @Test
  void comparesARouteWithoutMethodWithRulesForAnyMethodOnly() {
    Policy policy = policy("api: {deny: [{route: /a, method: GET}, {route: /b}]}");

    assertThat(refused(policy, EventDraft.of(EventType.API).data(Map.of("route", "/a")))).isNull();
    assertThat(refused(policy, EventDraft.of(EventType.API).data(Map.of("route", "/b"))))
        .isEqualTo("EVENT_POLICY.api.deny[1]");
  }

  @Test
  void comparesOnlyEventsOfTypeApiThatHaveARoute() {
    Policy policy = policy("api: {deny: [{type: prefix, route: /}]}");
    Map<String, ?> data = Map.of("route", "/a");

    assertThat(refused(policy, EventDraft.of(EventType.VIEW).data(data))).isNull();
    assertThat(refused(policy, EventDraft.named("api").data(data))).isNull();
    assertThat(refused(policy, EventDraft.of(EventType.API))).isNull();
    assertThat(refused(policy, EventDraft.of(EventType.API).data(Map.of("route", 7)))).isNull();
  }

  @Test
  void allowingBeatsDenying() {
    Policy policy =
        policy(
            """
            api:
              base: querybook
              deny: [{type: prefix, route: /}]
              allow: [{type: prefix, route: /admin/announcement, method: POST}]
            """);

    assertThat(refused(policy, request("POST", "/admin/announcement/"))).isNull();
    assertThat(refused(policy, request("GET", "/admin/announcement/")))
        .isEqualTo("EVENT_POLICY.api.base");
    assertThat(refused(policy, request("GET", "/x"))).isEqualTo("EVENT_POLICY.api.deny[0]");
  }

  @Test
  void allowingARouteDoesNotAllowAnythingElse() {
    Policy policy = policy("everyone: standard\napi: {allow: [{route: /a}]}");

    assertThat(refused(policy, request("GET", "/a").level(Level.DEBUG)))
        .isEqualTo("EVENT_POLICY.everyone");
    assertThat(refused(policy, request("GET", "/b"))).isNull();
  }

  @Test
  void allocatesNothing() {
    Policy policy =
        policy(
            """
            everyone: standard
            users: {42: verbose, 43: {capture: standard, until: 2027-01-01T00:00:00Z}}
            groups: {admins: standard}
            api: {base: querybook, deny: [{route: /health}]}
            sampling: {api: 0.5}
            """);
    EventDraft draft = request("GET", "/query/<id>").uid("43");
    Map<String, ?> surrounding = new HashMap<>(Map.of("user", Map.of("groups", "staff")));
    measure(policy, draft, surrounding, 100_000);

    long bytes = measure(policy, draft, surrounding, 1_000);

    assertThat(bytes).isLessThan(1_000 * 32L);
  }

  private static long measure(Policy policy, EventDraft draft, Map<String, ?> around, int times) {
    var threads = (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();
    long before = threads.getCurrentThreadAllocatedBytes();
    for (int i = 0; i < times; i++) {
      policy.refuses(draft, around);
    }
    return threads.getCurrentThreadAllocatedBytes() - before;
  }
}
