package dev.eventlogger.server.trust;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class OriginsTest {

  @TempDir private Path folder;
  private String shop;
  private Gate gate;

  @BeforeEach
  void setUp() throws IOException {
    Keys keys = new Keys(folder.resolve("keys.json"));
    shop =
        keys.add(
            "shop",
            KeyKind.CLIENT,
            new Restrictions(
                List.of(OriginPattern.parse("https://shop.example.net")),
                List.of(),
                List.of(),
                null));
    gate =
        Gate.open(
            Settings.with()
                .keys(keys.path())
                .origins(OriginPattern.parse("https://*.example.org"))
                .proxies("10.0.0.0/8")
                .build(),
            new SetClock());
  }

  @Test
  void answersAPreflightOfPagesThatAreListed() {
    for (String origin : List.of("https://a.example.org", "https://shop.example.net")) {
      Map<String, String> headers = gate.origins().preflight(page(origin).approach());

      assertThat(headers)
          .containsEntry("Access-Control-Allow-Origin", origin)
          .containsEntry("Access-Control-Allow-Methods", "GET, POST, OPTIONS")
          .containsEntry(
              "Access-Control-Allow-Headers",
              "anonymousid, authorization, ce-id, ce-source, ce-specversion, ce-subject, ce-time,"
                  + " ce-type, content-encoding, content-type, traceparent, tracestate,"
                  + " x-retry-count")
          .containsEntry("Access-Control-Max-Age", "600")
          .containsEntry("Vary", "Origin")
          .doesNotContainKey("Access-Control-Allow-Credentials");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://evil.example",
        "https://example.org",
        "http://a.example.org",
        "https://a.example.org:8443",
        "https://example.org.evil.example",
        "https://evilexample.org",
        "https://*.example.org",
        "null",
        "*",
        "https://a.example.org https://b.example.org",
        "https://a.example.org\r\nX: y",
        "https://a@a.example.org"
      })
  void mirrorsNoOther(String origin) throws Exception {
    Approach approach = page(origin).approach();

    assertThat(gate.origins().preflight(approach)).isEqualTo(Map.of("Vary", "Origin"));
    assertThat(gate.origins().answer(approach)).isEqualTo(Map.of("Vary", "Origin"));
  }

  @Test
  void letsAPageReadTheAnswerToItsOwnKeyAlone() throws RefusedException {
    Approach own = page("https://shop.example.net").bearer(shop).approach();
    Caller caller = gate.admit(own, Scope.WRITE);

    assertThat(gate.origins().answer(own, caller))
        .isEqualTo(
            Map.of(
                "Access-Control-Allow-Origin",
                "https://shop.example.net",
                "Access-Control-Expose-Headers",
                "Retry-After",
                "Vary",
                "Origin"));
    Approach other = page("https://a.example.org").approach();
    assertThat(gate.origins().answer(other, caller)).isEqualTo(Map.of("Vary", "Origin"));
    assertThat(gate.origins().answer(Request.local().approach(), caller))
        .isEqualTo(Map.of("Vary", "Origin"));
  }

  @Test
  void refusesAnOriginThatIsThereTwice() {
    Request twice = page("https://a.example.org").header("Origin", "https://b.example.org");

    assertThat(gate.origins().preflight(twice.approach())).isEqualTo(Map.of("Vary", "Origin"));
    assertThatThrownBy(() -> gate.admit(twice.bearer(shop).approach(), Scope.WRITE))
        .hasMessage("the header Origin must be there once");
  }

  @Test
  void knowsItsOwnPagesBehindAProxyThatIsTrusted() throws RefusedException {
    Request behind =
        Request.from("10.0.0.1")
            .header("X-Forwarded-Proto", "https")
            .header("X-Forwarded-Host", "events.example.com")
            .header("Origin", "https://events.example.com")
            .bearer(shop);

    assertThat(gate.admit(behind.approach(), Scope.WRITE).source()).isEqualTo("shop");
    Request forged =
        Request.from("192.0.2.7")
            .header("X-Forwarded-Proto", "https")
            .header("X-Forwarded-Host", "evil.example")
            .header("Origin", "https://evil.example")
            .bearer(shop);
    assertThatThrownBy(() -> gate.admit(forged.approach(), Scope.WRITE))
        .isInstanceOf(RefusedException.class);
  }

  @Test
  void believesABrowserThatThePageIsItsOwn() throws RefusedException {
    Request own =
        page("https://events.example.org").header("Sec-Fetch-Site", "same-origin").bearer(shop);

    assertThat(gate.admit(own.approach(), Scope.WRITE).source()).isEqualTo("shop");
  }

  @ParameterizedTest
  @CsvSource({
    "https://Example.ORG, https://example.org",
    "https://example.org:443, https://example.org",
    "http://example.org:80, http://example.org",
    "http://[::1]:8787, http://[::1]:8787",
    "https://*.example.org:8443, https://*.example.org:8443"
  })
  void areWrittenAsBrowsersDo(String text, String written) {
    assertThat(OriginPattern.parse(text)).hasToString(written);
    assertThat(OriginPattern.parse(text)).isEqualTo(OriginPattern.parse(written));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "*",
        "example.org",
        "https://example.org/",
        "https://example.org/path",
        "https://a.*.org",
        "ftp://example.org",
        "https://user@example.org",
        "https://",
        ""
      })
  void refusesWhatIsNoOrigin(String text) {
    assertThatThrownBy(() -> OriginPattern.parse(text))
        .hasMessageStartingWith("must be an origin, such as https://example.org");
  }

  private static Request page(String origin) {
    return Request.from("192.0.2.7").header("Origin", origin);
  }
}
