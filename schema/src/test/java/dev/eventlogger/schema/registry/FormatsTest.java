package dev.eventlogger.schema.registry;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The formats that are checked here rather than by Vert.x. */
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

  @ParameterizedTest
  @ValueSource(
      strings = {
        "2016-12-31T23:59:60Z",
        "1998-12-31T15:59:60.123-08:00",
        "2017-01-01T01:29:60+01:30",
        "2026-11-21T05:14:50.123456789012345Z",
        "2026-11-21T05:14:50+23:59"
      })
  void takesAllThatRfc3339Has(String text) {
    assertThat(Rfc3339.isDateTime(text)).isTrue();
    assertThat(Rfc3339.isTime(text.substring(11))).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "22:59:60Z",
        "23:59:60+01:00",
        "23:58:60Z",
        "23:59:61Z",
        "05:14:50",
        "05:14:50Z\n"
      })
  void refusesTimesThatCannotBe(String text) {
    assertThat(Rfc3339.isTime(text)).isFalse();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "duration | P4W P1Y PT1S P1Y2M3DT4H5M6S PT36H P1DT12H | P P1 PT P1YT P2D1Y P1Y2D PT1H1S P1Y2W"
            + " 1D P1,5D P1.5D",
        "ipv4 | 1.2.3.4 0.0.0.0 255.255.255.255 | 1.2.3 1.2.3.4.5 256.1.1.1 01.2.3.4 1.2.3.4x 1..3.4"
            + " 1.2.3.4. \u0661.2.3.4",
        "ipv6 | :: ::1 1:: 1::8 1:2:3:4:5:6:7:8 ::ffff:1.2.3.4 1:2:3:4:5:6:1.2.3.4 1:2:3:4:5:6:7::"
            + " | : ::: 1 1:2 1:2:3:4:5:6:7:8:9 1::2::3 :1:2:3:4:5:6:7 1:2:3:4:5:6:7: 12345:: ::1.2.3"
            + " 1:2:3:4:5:6:7:8:: ::1% 1:2:3:4::5:1.2.3.256 g::",
        "hostname | a a.b-c.example xn--a 1a 127 | -a a- a..b .a a. a_b é a!",
        "email | a@b jo.e+x@example.org \"a..b\"@c \"a@b\"@c a@[1.2.3.4] a@[IPv6:::1] | a @b a@ .a@b"
            + " a.@b a..b@c a@b@c a@-b \"a@b a@[1.2] a@[IPv6:1] é@b",
        "idn-email | é@b 실례@실례.테스트 \"é\"@b | é a@ @é .é@b",
        "idn-hostname | a.b 실례.테스트 bücher.example | a..b -a 〮a",
        "json-pointer | /a /a~0~1/b /~01 / | a /~ /~2 #/a",
        "relative-json-pointer | 0 1 0# 12/a 1/ | -1 01 1a # /a 1##",
        "uri-template | http://a/{b} {+a,b*} {?a:3} {a.b} 'x' é | {a {} a} {a:0} {a:12345} {^a} <a> %4 {.}",
        "uuid | 5B7d4bd5-5dfc-4f3a-9df9-3a7d2ce3c9a3 | urn:uuid:5b7d4bd5-5dfc-4f3a-9df9-3a7d2ce3c9a3"
            + " 5b7d4bd55dfc-4f3a-9df9-3a7d2ce3c9a3a 5b7d4bd5-5dfc-4f3a-9df9-3a7d2ce3c9ag",
        "iri | http://é/ü?ö#ä http://[::1]/ a:b | é http://a\\ü <é:a>",
        "iri-reference | é /é?ü #é | \\é é<",
        "uri | http://[::1]:80/ http://[v1.a:b]/ | http://[1.2.3.4]/ http://[::g]/ http://[v1]/",
        "regex | ^a$ \\p{L} [^] | ( (?i)a \\Z"
      })
  void takesWhatAFormatSaysAndNothingElse(String name, String right, String wrong) {
    EventSchema schema = Schemas.of("'properties':{'a':{'format':'" + name + "'}}");

    for (String text : right.split(" ", -1)) {
      assertThat(schema.validate(Map.of("a", text))).as(text).isEmpty();
    }
    for (String text : wrong.split(" ", -1)) {
      assertThat(schema.validate(Map.of("a", text))).as(text).hasSize(1);
      assertThat(schema.surelyValid(Map.of("a", text))).as(text).isFalse();
    }
    boolean mayHoldLineBreaks = name.endsWith("pointer") || name.equals("regex");
    for (String text : mayHoldLineBreaks ? new String[0] : right.split(" ", -1)) {
      assertThat(schema.validate(Map.of("a", text + "\n")))
          .as("%s and a line break", text)
          .hasSize(1);
    }
  }
}
