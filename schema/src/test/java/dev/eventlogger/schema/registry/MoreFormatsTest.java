package dev.eventlogger.schema.registry;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Edge cases of the formats that are checked here. */
class MoreFormatsTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://",
        "http:///a",
        "http://@a",
        "http://a/@b",
        "http://a@b/",
        "http://[::1]",
        "http://[::1]/",
        "http://[::1]:",
        "http://u@[fe80::9aFf:127.0.0.1]:65535/",
        "a:%09%10%af%AF%f0%F9",
        "a:b:c@d/e",
        "a:?b/c?d",
        "a:#b/c?d",
        "A:",
        "z9+:Zaz09"
      })
  void takesUris(String text) {
    assertThat(Rfc3986.isUri(text)).isTrue();
    assertThat(Rfc3986.isReference(text)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://[::1]x",
        "http://[::1/]",
        "http://[g::1]",
        "http://[::1_]",
        "http://[1234]/a:b",
        "http://[]/",
        "http://a:80:80",
        "http://a[::1]",
        "a:%/0",
        "a:%:0",
        "a:%@0",
        "a:%G0",
        "a:%`0",
        "a:%g0",
        "a:%0/",
        "a:%0g",
        "a:b%0",
        "a:b%0#00",
        "\u0080",
        "a:\u0080",
        "a:\uFFFF",
        "http://u%@a/"
      })
  void refusesWhatIsNeither(String text) {
    assertThat(Rfc3986.isUri(text)).isFalse();
    assertThat(Rfc3986.isReference(text)).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "2026-11-21T05:14:50Z",
        "2026-11-21t05:14:50z",
        "2026-11-21T00:00:00Z",
        "2026-11-21T23:59:59Z",
        "2026-11-21T05:14:50.1Z",
        "2026-11-21T05:14:50.123456789Z",
        "2026-11-21T05:14:50.123456789+01:00",
        "2026-11-21T05:14:50+18:00",
        "2026-11-21T05:14:50-18:00",
        "2026-11-21T05:14:50+17:59",
        "2026-11-21T05:14:50+00:00"
      })
  void takesDateTimes(String text) {
    assertThat(Rfc3339.isDateTime(text)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "2026-11-21T05:14:50",
        "2026-11-21T05:14:5",
        "2026-11-21T05:14:50.",
        "2026-11-21T05:14:50.123",
        "2026-11-21 05:14:50Z",
        "2026-11-21T24:00:00Z",
        "2026-11-21T05:14:50+24:00",
        "2026-11-21T05:14:50+01:60",
        "2026-11-21T05:14:50+01-00",
        "2026-11-21T05:14:50+1:000",
        "2026-11-21T05:14:50+01:000",
        "2026-11-21T05:14:50*01:00",
        "2026-11-21T05:14:50/01:00",
        "2026-11-21T05:14:50+:1:00",
        "2026-11-21T05-14:50Z",
        "2026-11-21T05:14-50Z",
        "2026-11-21T/5:14:50Z",
        "2026-11-31T05:14:50Z",
        "2026/11/21T05:14:50Z"
      })
  void refusesWhatIsNoDateTime(String text) {
    assertThat(Rfc3339.isDateTime(text)).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "2026/11-21", "2026-11/21", "x026-11-21", "2x26-11-21", "202/-11-21", "2026-1:-21",
        "2026-11-2x", "2026-11-32", "2026-06-31", "2026-09-31", "2023-02-29", "2026-11-210"
      })
  void refusesWhatIsNoDate(String text) {
    assertThat(Rfc3339.isDate(text)).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"2026-12-31", "2026-10-31", "2026-04-30", "2026-02-28", "1904-02-29"})
  void takesDates(String text) {
    assertThat(Rfc3339.isDate(text)).isTrue();
  }
}
