package dev.eventlogger.schema.registry;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Edge cases of e-mail addresses. */
class MailEdgesTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "a@b",
        "a.b.c@d",
        "!#$%&'*+/=?^_`{|}~-@b",
        "09AZaz@b",
        "\"\"@b",
        "\" \"@b",
        "\"a@b\"@c",
        "\"a\\\"b\"@c",
        "\"a\\\\\"@c",
        "\"~!\"@c",
        "\"..\"@c",
        "a@[1.2.3.4]",
        "a@[IPv6:::1]",
        "a@[IPv6:1:2:3:4:5:6:7:8]"
      })
  void takesAddresses(String text) {
    assertThat(MailFormats.isEmail(text)).isTrue();
    assertThat(isInternational(text)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "@",
        "a",
        "@b",
        "a@",
        "a@b@c",
        ".a@b",
        "a.@b",
        "a..b@c",
        "a b@c",
        "a(@c",
        "a\u007f@c",
        "\"@b",
        "\"a@b",
        "a\"@b",
        "\"a\"b@c",
        "\"a\"b\"@c",
        "\"\"\"@c",
        "\"a\\\"@c",
        "\"\\\"@c",
        "\"\u001f\"@c",
        "\"\u007f\"@c",
        "a@[",
        "a@]",
        "a@[]",
        "a@[1.2.3.4",
        "a@[1.2.3]",
        "a@[::1]",
        "a@[IPv6:]",
        "a@[IPv6:1.2.3.4]",
        "a@[ipv6:::1]",
        "a@-b"
      })
  void refusesWhatIsNone(String text) {
    assertThat(MailFormats.isEmail(text)).isFalse();
    assertThat(isInternational(text)).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"\u00e9@b", "\u0080@b", "\"\u00e9\"@b", "\"\u0080 \"@b", "a.\ud83d\ude00@b"})
  void onlyInternationalOnesHaveLettersOfAnyScript(String text) {
    assertThat(MailFormats.isEmail(text)).isFalse();
    assertThat(isInternational(text)).isTrue();
  }

  @Test
  void aNameHas64CharactersAtMost() {
    assertThat(MailFormats.isEmail("a".repeat(64) + "@b")).isTrue();
    assertThat(MailFormats.isEmail("a".repeat(65) + "@b")).isFalse();
  }

  private static boolean isInternational(String text) {
    return MailFormats.isInternational(text, HostFormats::isHostname);
  }
}
