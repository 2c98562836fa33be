package dev.eventlogger.sink.cloudwatch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.eventlogger.event.Event;
import dev.eventlogger.event.EventDraft;
import dev.eventlogger.event.Level;
import java.time.Instant;
import java.util.Map;
import java.util.regex.Pattern;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Names of log streams are legal whatever events are called, and differ whenever those do. */
class StreamTemplateTest {

  private static final Pattern LEGAL = Pattern.compile("[^:*]{1,512}");
  private static final long TIME = Instant.parse("2026-11-21T23:59:59.999Z").toEpochMilli();

  @Test
  void fillsEveryPlaceholder() {
    StreamNames names =
        new StreamNames(Map.of("*", "{host}/{log}-{date}.{name}[{level}]"), "web-1", "audit");

    assertThat(names.stream(Event.of(EventDraft.named("login").level(Level.AUDIT)), TIME))
        .isEqualTo("web-1/audit-2026-11-21.login[AUDIT]");
  }

  @Test
  void prefersTheNameToTheRest() {
    StreamNames names = new StreamNames(Map.of("error", "errors", "*", "others"), "h", "l");

    assertThat(names.stream(event("error"), TIME)).isEqualTo("errors");
    assertThat(names.stream(event("click"), TIME)).isEqualTo("others");
    assertThat(names.stream(event("*"), TIME)).isEqualTo("others");
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '`',
      value = {
        "query-start, query-start",
        "a:b, a%3Ab",
        "a*b, a%2Ab",
        "a%3Ab, a%253Ab",
        "größe/日本, größe/日本",
        "`two words`, two%20words"
      })
  void makesNamesLegalWithoutMakingThemEqual(String name, String safe) {
    assertThat(stream(name)).isEqualTo(safe);
  }

  @Test
  void cutsLongNamesSoThatTheyStayDifferent() {
    String one = stream("x".repeat(5_000) + "1");
    String other = stream("x".repeat(5_000) + "2");

    assertThat(one).matches(LEGAL).hasSize(512).isNotEqualTo(other).startsWith("xxx");
    assertThat(stream("x".repeat(512))).isEqualTo("x".repeat(512));
    assertThat(stream("\uD83D\uDE00".repeat(300))).matches(LEGAL);
  }

  @Property
  void everyNameIsLegalAndNamesStayApart(
      @ForAll @StringLength(max = 700) String one, @ForAll @StringLength(max = 700) String other) {
    String oneName = name(one);
    String otherName = name(other);

    assertThat(oneName.codePointCount(0, oneName.length())).isBetween(1, 512);
    assertThat(oneName).doesNotContainPattern("[:*\\p{Cc}]");
    assertThat(oneName.equals(otherName)).isEqualTo(storable(one).equals(storable(other)));
  }

  private static String name(String value) {
    return stream(storable(value));
  }

  /** The value without lone surrogates, which no event has. */
  private static String storable(String value) {
    return value.replaceAll("\\p{Cs}", "?");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "a:b | must not hold : or *",
        "a*b | must not hold : or *",
        "{hots} | holds an unknown placeholder; known are {host}, {log}, {date}, {name}, {level}",
        "a{name | nor single braces",
        "name} | nor single braces",
        "`` | must have 1 to 512 characters"
      })
  void refusesTemplatesThatCannotBecomeNames(String template, String message) {
    assertThatThrownBy(() -> StreamTemplate.parse("streams.error", template))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("streams.error ")
        .hasMessageContaining(message);
  }

  @Test
  void refusesTemplatesThatAreTooLong() {
    assertThatThrownBy(() -> StreamTemplate.parse("streams.*", "x".repeat(513)))
        .hasMessage("streams.* must have 1 to 512 characters");
  }

  private static String stream(String name) {
    return StreamTemplate.parse("streams.*", "{name}").name(placeholder -> name);
  }

  private static Event event(String name) {
    return Event.of(EventDraft.named(name));
  }
}
