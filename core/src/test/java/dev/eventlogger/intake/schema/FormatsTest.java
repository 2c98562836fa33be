package dev.eventlogger.intake.schema;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The formats that are checked here and not by Vert.x. */
class FormatsTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://example.org",
        "https://u:p@example.org:8080/a/b;c?d=e&f#g",
        "urn:isbn:1",
        "mailto:a@b",
        "http://[2001:db8::1]:80/",
        "file:///etc/x",
        "a:",
        "http://example.org/%C3%BC?q=/?",
        "x+y-z.1:a"
      })
  void takesUris(String text) {
    assertThat(Rfc3986.isUri(text)).isTrue();
    assertThat(Rfc3986.isReference(text)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "/a/b", "../a", "a/b:c", "?q", "#f", "//host/x", "./a:b", "a"})
  void takesReferencesThatAreNoUris(String text) {
    assertThat(Rfc3986.isUri(text)).isFalse();
    assertThat(Rfc3986.isReference(text)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "a b",
        "http://a b",
        "%",
        "%4",
        "%zz",
        "http://[::1",
        "http://[x]/",
        "http://a:8x/",
        ":a",
        "1a:b",
        "a#b#c",
        "http://ü/",
        "a\\b",
        "<a>",
        "a\n",
        "http://a@b@c/"
      })
  void refusesWhatIsNeither(String text) {
    assertThat(Rfc3986.isUri(text)).isFalse();
    assertThat(Rfc3986.isReference(text)).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"2026-11-21", "2024-02-29", "2000-02-29", "0000-01-01", "9999-12-31"})
  void takesDates(String text) {
    assertThat(Rfc3339.isDate(text)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "2026-02-29",
        "1900-02-29",
        "2026-04-31",
        "2026-13-01",
        "2026-00-01",
        "2026-1-01",
        "2026-01-00",
        "2026-11-21Z",
        "",
        "२०२६-११-२१"
      })
  void refusesWhatIsNoDate(String text) {
    assertThat(Rfc3339.isDate(text)).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "2026-11-21T05:14:50+24:00",
        "2026-11-21T05:14:60Z",
        "2026-11-21T05:14:50.Z",
        "2026-11-21T05:14:50.123456789",
        "2026-11-21T05:14:50+01",
        "2026-11-21T05:14:50ZZ",
        "2026-11-21T5:14:50Z",
        "2026-11-21T05:14Z",
        "2026-11-21T05:60:50Z"
      })
  void refusesWhatIsNoDateTime(String text) {
    assertThat(Rfc3339.isDateTime(text)).isFalse();
  }
}
