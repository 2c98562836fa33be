package dev.eventlogger.intake.context;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.eventlogger.event.CanonicalJson;
import dev.eventlogger.event.EventDraft;
import dev.eventlogger.event.Nesting;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ContextKeysTest {

  private static final Instant NOW = Instant.parse("2026-11-21T05:14:50.376Z");
  private static final EventDraft DRAFT = EventDraft.named("x");

  private static ContextKeys keys(ContextSource source, String... keys) {
    List<ContextKey> parsed = Stream.of(keys).map(ContextKey::parse).toList();
    return new ContextKeys(
        new ContextSettings(parsed),
        source,
        Clock.fixed(NOW, ZoneOffset.UTC),
        Map.of("HOME", "/home/app", "NAME", "m\uFFFD\uFFFDller"));
  }

  private static Map<String, ?> collected(ContextSource source, String... keys) {
    return keys(source, keys).collect(DRAFT);
  }

  @Test
  void addsNothingUnlessToldTo() {
    assertThat(collected(key -> key)).isEmpty();
  }

  @Test
  void takesNoVariableThatCouldNotBeDecoded() {
    assertThatThrownBy(() -> keys(ContextSource.NONE, "env.HOME", "env.NAME"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith(
            "keys: env.NAME holds what is not text in the encoding of the locale; set it in UTF-8");
  }

  @Test
  void tellsTheTimeAsGramexDoes() {
    assertThat(collected(ContextSource.NONE, "datetime", "time"))
        .isEqualTo(Map.of("datetime", "2026-11-21 05:14:50Z", "time", 1_795_238_090_376L));
  }

  @Test
  void tellsTheTimeOfTheEventIfItHasOne() {
    EventDraft draft = EventDraft.named("x").createdAt(Instant.parse("1969-12-31T23:59:59.999Z"));

    assertThat(keys(ContextSource.NONE, "datetime", "time").collect(draft))
        .isEqualTo(Map.of("datetime", "1969-12-31 23:59:59Z", "time", -1L));
  }

  @Test
  void leavesTimesThatNoEventCanHaveToThoseWhoRefuseThem() {
    for (Instant time : List.of(Instant.MIN, Instant.MAX)) {
      EventDraft draft = EventDraft.named("x").createdAt(time);

      assertThat(keys(ContextSource.NONE, "datetime", "time").collect(draft)).hasSize(2);
    }
  }

  @Test
  void readsTheEnvironment() {
    assertThat(collected(key -> "never asked", "env.HOME", "env.NOT_SET"))
        .isEqualTo(Map.of("env", Map.of("HOME", "/home/app", "NOT_SET", "")));
  }

  @Test
  void asksTheSourceForAllElseAndNests() {
    Map<String, Object> request =
        Map.of("user.id", 42, "headers.User-Agent", "curl", "method", "GET", "user.a.b", true);

    assertThat(collected(request::get, "user.id", "method", "headers.User-Agent", "user.a.b"))
        .isEqualTo(
            Map.of(
                "user", Map.of("id", 42, "a", Map.of("b", true)),
                "method", "GET",
                "headers", Map.of("User-Agent", "curl")));
  }

  @Test
  void whatIsMissingIsTheEmptyText() {
    assertThat(collected(ContextSource.NONE, "ip", "args.x"))
        .isEqualTo(Map.of("ip", "", "args", Map.of("x", "")));
  }

  @Test
  void cannotBeChanged() {
    @SuppressWarnings("unchecked")
    Map<String, Object> collected = (Map<String, Object>) collected(key -> 1, "user.id");

    assertThatThrownBy(() -> collected.put("a", 1))
        .isInstanceOf(UnsupportedOperationException.class);
  }

  @Test
  void whatTheEventSaysWins() {
    EventDraft draft =
        EventDraft.named("x").context(Map.of("user.id", "own", "ip", Map.of("v", 4)));
    Map<String, ?> collected = keys(key -> "source", "user.id", "user.name", "ip").collect(draft);

    assertThat(Nesting.merge(collected, draft.context()))
        .isEqualTo(Map.of("user", Map.of("id", "own", "name", "source"), "ip", Map.of("v", 4)));
  }

  @Test
  void isWrittenIntoTheEvent() {
    CanonicalJson json = new CanonicalJson();

    assertThat(json.write(DRAFT, collected(key -> "ü", "user.id", "time"))).isNull();

    assertThat(new String(json.toByteArray(), StandardCharsets.UTF_8))
        .contains("\"context\":{\"user\":{\"id\":\"ü\"},\"time\":1795238090376}");
  }

  @Test
  void aSourceThatFailsLeavesItsKeyEmptyAndIsReportedOnceWithoutWhatItSays() {
    ContextSource source =
        key -> {
          if (key.equals("ip")) {
            throw new IllegalStateException("Bearer abc");
          }
          return key;
        };
    ContextKeys keys = keys(source, "ip", "method");

    List<String> reports = reports(() -> repeat(keys, 3));

    assertThat(keys.collect(DRAFT)).isEqualTo(Map.of("ip", "", "method", "method"));
    assertThat(reports).hasSize(1);
    assertThat(reports.get(0))
        .startsWith(
            "EVENT_CONTEXT: the ContextSource failed for \"ip\", which is empty in the event; said"
                + " once: java.lang.IllegalStateException at dev.eventlogger.intake.context.")
        .doesNotContain("Bearer");
  }

  @Test
  void aSourceThatCallsItselfForEverDoesNoHarm() {
    ContextSource[] endless = new ContextSource[1];
    endless[0] = key -> endless[0].get(key);
    List<Object> collected = new ArrayList<>();

    reports(() -> collected.add(collected(endless[0], "ip")));

    assertThat(collected).containsExactly(Map.of("ip", ""));
  }

  @Test
  void aSourceThatLogsIsNotAskedForThatEvent() {
    List<Object> inner = new ArrayList<>();
    ContextKeys[] self = new ContextKeys[1];
    self[0] =
        keys(
            key -> {
              inner.add(self[0].collect(DRAFT));
              return "outer";
            },
            "ip",
            "env.HOME");

    assertThat(self[0].collect(DRAFT))
        .isEqualTo(Map.of("ip", "outer", "env", Map.of("HOME", "/home/app")));
    assertThat(inner).containsExactly(Map.of("ip", "", "env", Map.of("HOME", "/home/app")));
  }

  private static void repeat(ContextKeys keys, int times) {
    for (int i = 0; i < times; i++) {
      keys.collect(DRAFT);
    }
  }

  private static List<String> reports(Runnable step) {
    Logger logger = Logger.getLogger("dev.eventlogger.intake.context");
    List<String> messages = new ArrayList<>();
    Handler handler =
        new Handler() {
          @Override
          public void publish(LogRecord logged) {
            messages.add(logged.getMessage());
          }

          @Override
          public void flush() {}

          @Override
          public void close() {}
        };
    logger.addHandler(handler);
    logger.setUseParentHandlers(false);
    try {
      step.run();
    } finally {
      logger.removeHandler(handler);
      logger.setUseParentHandlers(true);
    }
    return messages;
  }
}
