package dev.eventlogger.server.trust;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.eventlogger.config.Section;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TrustSettingsTest {

  @Test
  void areReadAsTheyAreWritten() {
    TrustSettings settings =
        read(
            Map.of(
                "keys_file",
                "keys.json",
                "origins",
                List.of("https://example.org", "https://*.example.net"),
                "trusted_proxies",
                List.of("10.0.0.0/8", "::1"),
                "jwt",
                Map.of(
                    "issuer",
                    "https://login.example.org",
                    "audience",
                    "events",
                    "jwks",
                    "https://login.example.org/jwks",
                    "role_claim",
                    "role",
                    "roles",
                    Map.of("dpo", List.of("erase", "export"))),
                "proxy_user",
                Map.of("header", "X-Forwarded-User", "scopes", "read"),
                "privacy",
                Map.of("addresses", "hash", "honour_gpc", true),
                "reserved_names",
                List.of("billing-*")));

    assertThat(settings.keysFile()).isEqualTo(Path.of("keys.json"));
    assertThat(settings.origins())
        .extracting(OriginPattern::toString)
        .containsExactly("https://example.org", "https://*.example.net");
    assertThat(settings.trustedProxies()).hasSize(2);
    assertThat(settings.jwt().uidClaim()).isEqualTo("sub");
    assertThat(settings.jwt().scopes()).containsExactly(Scope.WRITE);
    assertThat(settings.jwt().roles()).isEqualTo(Map.of("dpo", List.of(Scope.ERASE, Scope.EXPORT)));
    assertThat(settings.proxyUser().scopes()).containsExactly(Scope.READ);
    assertThat(settings.privacy()).isEqualTo(new PrivacySettings(AddressPrivacy.HASH, true, false));
    assertThat(settings.reservedNames()).containsExactly(new NamePattern("billing-*"));
    assertThat(settings.hasKeys()).isTrue();
  }

  @Test
  void haveDefaults() {
    TrustSettings settings = read(Map.of());

    assertThat(settings).isEqualTo(TrustSettings.none());
    assertThat(settings.hasKeys()).isFalse();
    assertThat(settings.privacy()).isEqualTo(new PrivacySettings(AddressPrivacy.CUT, false, false));
    assertThat(Section.of("server", Map.of()).as(RepeatSettings.class))
        .isEqualTo(new RepeatSettings(100_000, Duration.ofMinutes(10)));
    assertThat(Section.of("server", Map.of()).as(Rate.class)).isEqualTo(new Rate(100.0, 200));
  }

  @Test
  void sayWhereTheyAreWrong() {
    assertWrong(Map.of("origins", List.of("*")), ".origins[0]: must be an origin, such as https:");
    assertWrong(Map.of("trusted_proxies", "nginx"), ".trusted_proxies: must be an address or a ");
    assertWrong(
        Map.of("proxy_user", Map.of("header", "X-User")),
        ".proxy_user: needs trusted_proxies, whose headers are believed, such as [10.0.0.0/8]");
    assertWrong(Map.of("proxy_user", Map.of()), ".proxy_user.header: is required: the header with");
    assertWrong(Map.of("jwt", Map.of("issuer", "a")), ".jwt.audience: is required: what the");
    assertWrong(
        Map.of("privacy", Map.of("addresses", "mask")),
        ".privacy.addresses: must be one of cut, hash, drop, keep, not \"mask\"");
    assertWrong(Map.of("reserved_names", List.of("*x")), ".reserved_names[0]: must be the name of");
    assertThatThrownBy(() -> Section.of("server", Map.of("entries", -1)).as(RepeatSettings.class))
        .hasMessageContaining("entries: must be from 0 to 10000000");
    assertThatThrownBy(() -> Section.of("server", Map.of("age", "2d")).as(RepeatSettings.class))
        .hasMessageContaining("age: must be between 0s and 1d");
  }

  private static void assertWrong(Map<String, ?> settings, String message) {
    assertThatThrownBy(() -> read(settings)).hasMessageContaining(message);
  }

  private static TrustSettings read(Map<String, ?> settings) {
    return Section.of("server", settings).as(TrustSettings.class);
  }
}
