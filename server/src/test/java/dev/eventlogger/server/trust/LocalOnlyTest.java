package dev.eventlogger.server.trust;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Admission by a server without keys. */
class LocalOnlyTest {

  private final Gate gate = Gate.open(TrustSettings.none(), new SetClock());

  @Test
  void believesAProgramOnThisMachine() throws RefusedException {
    Caller caller = gate.admit(Request.local().approach(), Scope.WRITE);

    assertThat(caller.source()).isEqualTo("local");
    assertThat(caller.trust()).isEqualTo(Trust.SERVER);
    assertThat(caller.uid()).isNull();
    assertThat(caller.scopes()).containsOnly(Scope.WRITE, Scope.READ, Scope.EXPORT);
  }

  @ParameterizedTest
  @ValueSource(strings = {"Sec-Fetch-Site", "Sec-Fetch-Dest"})
  void believesAPageNoMoreThanElsewhere(String mark) throws RefusedException {
    String value = mark.equals("Sec-Fetch-Site") ? "same-origin" : "cors";

    Caller caller = gate.admit(Request.local().header(mark, value).approach(), Scope.WRITE);

    assertThat(caller.trust()).isEqualTo(Trust.CLIENT);
  }

  @Test
  void believesAProgramInNodeWhichSaysHowItFetches() throws RefusedException {
    Caller caller =
        gate.admit(Request.local().header("Sec-Fetch-Mode", "cors").approach(), Scope.WRITE);

    assertThat(caller.trust()).isEqualTo(Trust.SERVER);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"localhost", "LOCALHOST:8787", "127.0.0.1", "127.0.0.1:80", "[::1]", "[::1]:9"})
  void answersToTheNamesOfThisMachine(String host) {
    assertThatCode(() -> gate.admit(Request.local().host(host).approach(), Scope.READ))
        .doesNotThrowAnyException();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "evil.example",
        "localhost.evil.example",
        "localhost:8787@evil.example",
        "127.0.0.1.nip.io",
        "127.0.0.2",
        "127.1",
        "2130706433",
        "0x7f.1",
        "[::]",
        "[::1]x",
        "::1",
        "localhost:",
        "localhost:123456",
        "localhost\u0000",
        "localhost,evil.example",
        " ",
        ""
      })
  void answersToNoOther(String host) {
    RefusedException refused = refused(Request.local().host(host), Scope.READ);

    assertThat(refused.refusal().status()).isEqualTo(421);
    assertThat(refused)
        .hasMessageStartingWith(
            "without keys only the hosts localhost, 127.0.0.1 and [::1] are answered")
        .hasMessageContaining("event-logger keys add");
    if (!host.isBlank()) {
      assertThat(refused.getMessage()).doesNotContain("evil");
    }
  }

  @Test
  void answersToNoHostAndToNotTwo() {
    assertThat(refused(Request.local().host(null), Scope.READ).refusal().status()).isEqualTo(421);
    assertThat(refused(Request.local().header("Host", "evil.example"), Scope.READ).refusal())
        .satisfies(
            refusal -> {
              assertThat(refusal.status()).isEqualTo(400);
              assertThat(refusal.reason()).isEqualTo("the header Host must be there once");
            });
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Forwarded",
        "X-Forwarded-For",
        "X-Forwarded-Host",
        "X-Forwarded-Proto",
        "X-Forwarded-Port",
        "X-Forwarded-User",
        "x-real-ip",
        "Via"
      })
  void takesNothingThatAProxyPassesOn(String header) {
    RefusedException refused = refused(Request.local().header(header, "a"), Scope.WRITE);

    assertThat(refused.refusal().status()).isEqualTo(403);
    assertThat(refused)
        .hasMessageStartingWith("a proxy has passed this on")
        .hasMessageContaining("event-logger keys add NAME --kind server");
  }

  @Test
  void takesNothingFromAnotherMachine() {
    RefusedException refused = refused(Request.from("10.0.0.9").host("localhost"), Scope.READ);

    assertThat(refused.refusal().status()).isEqualTo(403);
    assertThat(refused).hasMessageStartingWith("without keys only this machine may send");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://evil.example",
        "http://localhost:3000",
        "https://localhost:8787",
        "http://localhost:8787.evil.example",
        "http://localhost:8787/",
        "null",
        "",
        "file://"
      })
  void takesNothingFromAForeignPage(String origin) {
    RefusedException refused = refused(Request.local().header("Origin", origin), Scope.WRITE);

    assertThat(refused.refusal().status()).isEqualTo(403);
    assertThat(refused)
        .hasMessage(
            "requests from pages of this origin are not taken; add it to EVENT_SERVER.origins");
  }

  @Test
  void takesFromItsOwnPagesAndConfiguredOnes() throws RefusedException {
    Gate configured =
        Gate.open(
            Settings.with().origins(OriginPattern.parse("http://localhost:3000")).build(),
            new SetClock());
    Request own = Request.local().header("Origin", "http://LOCALHOST:8787");
    Request other = Request.local().header("Origin", "http://localhost:3000");

    assertThat(gate.admit(own.approach(), Scope.WRITE).trust()).isEqualTo(Trust.CLIENT);
    assertThat(configured.admit(other.approach(), Scope.WRITE).trust()).isEqualTo(Trust.CLIENT);
  }

  @Test
  void letsNoForeignPageReadOrOpenAWebsocket() throws RefusedException {
    Request image =
        Request.local()
            .method("GET")
            .header("Sec-Fetch-Site", "cross-site")
            .header("Sec-Fetch-Mode", "no-cors");
    Request link =
        Request.local()
            .method("GET")
            .header("Sec-Fetch-Site", "cross-site")
            .header("Sec-Fetch-Mode", "navigate");
    Request websocket =
        Request.local()
            .method("GET")
            .header("Upgrade", "websocket")
            .header("Origin", "https://evil.example");

    assertThat(refused(image, Scope.READ).refusal().status()).isEqualTo(403);
    assertThat(refused(websocket, Scope.READ).refusal().status()).isEqualTo(403);
    assertThat(gate.admit(link.approach(), Scope.READ).trust()).isEqualTo(Trust.CLIENT);
    assertThat(refused(link, Scope.WRITE).refusal().status()).isEqualTo(403);
  }

  @ParameterizedTest
  @EnumSource(names = {"ERASE", "ADMIN"})
  void neverErasesOrAdministersWithoutAToken(Scope scope) {
    RefusedException refused = refused(Request.local(), scope);

    assertThat(refused.refusal().status()).isEqualTo(401);
    assertThat(refused.headers())
        .isEqualTo(Map.of("WWW-Authenticate", "Bearer realm=\"event-logger\""));
    assertThat(refused)
        .hasMessageStartingWith("this always needs a token: make one with event-logger keys add");
  }

  @Test
  void neverTakesAKeyForNone() {
    for (Request request :
        List.of(
            Request.local().bearer("el_server_abc"),
            Request.local().bearer("anything"),
            Request.local().header("Authorization", "token t0k3n"),
            Request.local().keyInUrlAllowed().query("token", "t0k3n"),
            Request.local().bodyKey("el_client_abc"),
            Request.local().bearer("eyJ.eyJ.c2ln"))) {
      RefusedException refused = refused(request, Scope.WRITE);

      assertThat(refused.refusal().status()).isEqualTo(401);
      assertThat(refused)
          .hasMessage(
              "there are no keys here: EVENT_SERVER.keys_file is not set; send none, or set it");
      assertThat(refused.headers().get("WWW-Authenticate")).endsWith("error=\"invalid_token\"");
    }
  }

  @Test
  void passesOverWhatSegmentAndPostHogCannotLeaveOut() throws RefusedException {
    Request segment = Request.local().header("Authorization", "Basic YW55dGhpbmc6");
    Request postHog = Request.local().bodyKey("phc_anything");
    Request beacon = Request.local().keyInUrlAllowed().query("writeKey", "anything");

    for (Request request : List.of(segment, postHog, beacon)) {
      assertThat(gate.admit(request.approach(), Scope.WRITE).source()).isEqualTo("local");
    }
  }

  @Test
  void refusesToListenWhereOthersCouldReachIt() {
    for (String address : List.of("0.0.0.0", "10.0.0.1", "::", "fe80::1")) {
      assertThatThrownBy(() -> gate.checkAddress(Request.address(address)))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage(
              "address: must be 127.0.0.1 or ::1 as long as there are no keys, for others could"
                  + " reach any other; to listen there, make a key with event-logger keys add NAME"
                  + " --kind server --file keys.json, and set keys_file: keys.json");
    }
    gate.checkAddress(Request.address("127.0.0.1"));
    gate.checkAddress(Request.address("::1"));
  }

  private RefusedException refused(Request request, Scope scope) {
    return catchThrowableOfType(
        RefusedException.class, () -> gate.admit(request.approach(), scope));
  }
}
