package dev.eventlogger.schema.registry;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Edge cases of hosts, and of what only an IRI may have. */
class HostAndUriEdgesTest {

  private static final String LABEL = "a".repeat(63);

  @ParameterizedTest
  @ValueSource(strings = {"0", "9", "A", "Z", "a", "z", "0-9.A-Z.a-z", "09azAZ"})
  void takesHostnames(String text) {
    assertThat(HostFormats.isHostname(text)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "-", "a-", "-a", ".", "a.", ".a", "a..b", "/", ":", "@", "[", "`", "{"})
  void refusesWhatIsNoHostname(String text) {
    assertThat(HostFormats.isHostname(text)).isFalse();
    assertThat(HostFormats.isHostname("a." + text)).isFalse();
  }

  @Test
  void aHostnameHas253CharactersAtMostAndALabel63() {
    String longest = String.join(".", LABEL, LABEL, LABEL, "a".repeat(61));
    assertThat(longest).hasSize(253);
    assertThat(HostFormats.isHostname(longest)).isTrue();
    assertThat(HostFormats.isHostname(longest + "a")).isFalse();
    assertThat(HostFormats.isHostname(LABEL)).isTrue();
    assertThat(HostFormats.isHostname(LABEL + "a")).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://a/\u00a0",
        "http://a/\ufdcf\ufdf0\ufffd",
        "http://a?\ue000",
        "http://a?b\ue000c\ue000#\u00e9",
        "http://\u00e9/\ud83d\ude00?\udb80\udc00",
        "http://a/\u00e9?b?\ue000"
      })
  void takesIris(String text) {
    assertThat(Rfc3986.isIri(text)).isTrue();
    assertThat(Rfc3986.isIriReference(text)).isTrue();
    assertThat(Rfc3986.isUri(text)).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://a/\u0080",
        "http://a/\u009f",
        "http://a/\ufdd0",
        "http://a/\ufdef",
        "http://a/\ufffe",
        "http://a/\uffff",
        "http://a/\ud83f\udffe",
        "http://a/\ud83d",
        "http://a/\ue000",
        "http://a/\ue000?b",
        "http://a?b#\ue000",
        "http://a?\ue000#b\ue000",
        "http://a/\u00e9 b"
      })
  void refusesWhatIsNoIri(String text) {
    assertThat(Rfc3986.isIri(text)).isFalse();
    assertThat(Rfc3986.isIriReference(text)).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"http://[v1.a]", "http://[V09aF.a:b!]/", "http://u@[vf.:]:8"})
  void takesAddressesOfVersionsToCome(String text) {
    assertThat(Rfc3986.isUri(text)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://[v.a]",
        "http://[v1.]",
        "http://[v1a]",
        "http://[v1]",
        "http://[v]",
        "http://[vg.a]",
        "http://[v1.%41]",
        "http://[v1.a/b]",
        "http://[v1.a@b]"
      })
  void refusesWhatIsNoAddressOfAVersionToCome(String text) {
    assertThat(Rfc3986.isUri(text)).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"0.0.0.0", "255.255.255.255", "1.20.249.9"})
  void takesAddressesOfFourNumbers(String text) {
    assertThat(HostFormats.isIpv4(text)).isTrue();
    assertThat(HostFormats.isIpv6("::" + text)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "1.2.3",
        "1.2.3.4.5",
        "256.1.1.1",
        "1.1.1.256",
        "01.1.1.1",
        "1.1.1.00",
        "1..1.1",
        "1.1.1.",
        "1.1.1.1234",
        "1.1.1.a",
        "1.1.1.:",
        "1.1.1./"
      })
  void refusesWhatIsNotFourNumbers(String text) {
    assertThat(HostFormats.isIpv4(text)).isFalse();
    assertThat(HostFormats.isIpv6("::" + text)).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "::",
        "::1",
        "1::",
        "1:2:3:4:5:6:7:8",
        "1:2:3:4:5:6:7::",
        "::2:3:4:5:6:7:8",
        "1:2::7:8",
        "1:2:3:4:5:6:1.2.3.4",
        "09af:AF::",
        "::ffff:1.2.3.4"
      })
  void takesAddressesOfGroups(String text) {
    assertThat(HostFormats.isIpv6(text)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        ":",
        ":::",
        "1",
        "1:",
        ":1",
        "1:2:3:4:5:6:7",
        "1:2:3:4:5:6:7:8:9",
        "1:2:3:4:5:6:7:8::",
        "::1:2:3:4:5:6:7:8",
        "1::2::3",
        "12345::",
        "g::",
        "1:2:3:4:5:6:7:1.2.3.4",
        "::1:",
        "::1%eth0",
        "1:2:3:4:5:1.2.3.4",
        "\u0661::"
      })
  void refusesWhatIsNoAddressOfGroups(String text) {
    assertThat(HostFormats.isIpv6(text)).isFalse();
  }
}
