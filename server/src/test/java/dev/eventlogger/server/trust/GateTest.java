package dev.eventlogger.server.trust;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Admission by a server with keys. */
class GateTest {

  private static final Restrictions SHOP =
      new Restrictions(
          List.of(OriginPattern.parse("https://shop.example.org")), List.of(), List.of(), null);

  @TempDir private Path folder;
  private final SetClock clock = new SetClock();
  private Keys keys;
  private String web;
  private String backend;
  private String reader;
  private Gate gate;

  @BeforeEach
  void setUp() throws IOException {
    keys = new Keys(folder.resolve("keys.json"));
    web = keys.add("web", KeyKind.CLIENT, Restrictions.NONE);
    backend = keys.add("backend", KeyKind.SERVER, Restrictions.NONE);
    reader = keys.add("reader", KeyKind.READ, Restrictions.NONE, Scope.READ, Scope.EXPORT);
    gate = Gate.open(Settings.with().keys(keys.path()).build(), clock);
  }

  @Test
  void knowsWhoseKeyItIs() throws RefusedException {
    Caller page = gate.admit(remote().bearer(web).approach(), Scope.WRITE);
    Caller server = gate.admit(remote().bearer(backend).approach(), Scope.WRITE);
    Caller person = gate.admit(remote().bearer(reader).approach(), Scope.EXPORT);

    assertThat(page.source()).isEqualTo("web");
    assertThat(page.trust()).isEqualTo(Trust.CLIENT);
    assertThat(server.source()).isEqualTo("backend");
    assertThat(server.trust()).isEqualTo(Trust.SERVER);
    assertThat(person.scopes()).containsOnly(Scope.READ, Scope.EXPORT);
    assertThat(page.address()).isEqualTo(Request.address("192.0.2.7"));
  }

  @Test
  void takesKeysInEveryWayThatClientsShowThem() throws RefusedException {
    String basic = Base64.getEncoder().encodeToString((web + ":").getBytes(UTF_8));
    for (Request request :
        List.of(
            remote().header("Authorization", "Bearer " + web),
            remote().header("authorization", "bearer  " + web),
            remote().header("Authorization", "token " + web),
            remote().header("Authorization", "Basic " + basic),
            remote().keyInUrlAllowed().query("token", web),
            remote().keyInUrlAllowed().query("key", web),
            remote().keyInUrlAllowed().query("writeKey", web),
            remote().keyInUrlAllowed().query("api_key", web),
            remote().bodyKey(web),
            remote().bearer(web).bodyKey(web).keyInUrlAllowed().query("writeKey", web))) {
      assertThat(gate.admit(request.approach(), Scope.WRITE).source()).isEqualTo("web");
    }
  }

  @Test
  void refusesWhoShowsNothing() {
    RefusedException refused = refused(remote(), Scope.WRITE);

    assertThat(refused.refusal().status()).isEqualTo(401);
    assertThat(refused)
        .hasMessage(
            "a key is needed: Authorization: Bearer el_...; event-logger keys add makes one");
    assertThat(refused.headers())
        .isEqualTo(Map.of("WWW-Authenticate", "Bearer realm=\"event-logger\""));
    assertThat(refused(Request.local(), Scope.READ).refusal().status()).isEqualTo(401);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Bearer el_client_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA",
        "Bearer ",
        "Bearer x",
        "Basic !!!",
        "Basic Og==",
        "Basic",
        "Digest username=\"canary\"",
        "canary",
        "",
        "Bearer canary\r\nX-Forwarded-User: admin",
        "Bearer a.b.c"
      })
  void refusesWhatIsNoKey(String authorization) {
    RefusedException refused =
        refused(remote().header("Authorization", authorization), Scope.WRITE);

    assertThat(refused.refusal().status()).isEqualTo(401);
    assertThat(refused.headers()).containsKey("WWW-Authenticate");
    assertThat(refused.toString() + refused.headers()).doesNotContain("canary", "AAAA", "\n");
  }

  @Test
  void refusesSeveralThatDiffer() {
    RefusedException refused = refused(remote().bearer(web).bodyKey(backend), Scope.WRITE);

    assertThat(refused.refusal().status()).isEqualTo(401);
    assertThat(refused)
        .hasMessage("there are several keys in this request, which differ; send one");
    Request twice = remote().bearer(web).bearer(backend);
    assertThat(refused(twice, Scope.WRITE))
        .hasMessage("the header Authorization must be there once");
  }

  @Test
  void refusesKeysInUrlsThatOthersMayWriteDown() throws RefusedException {
    RefusedException refused = refused(remote().query("token", web), Scope.WRITE);

    assertThat(refused.refusal().status()).isEqualTo(401);
    assertThat(refused).hasMessageStartingWith("a key does not belong into this URL");
    // A parameter of the client's own is not taken for a key.
    Request other = remote().bearer(web).query("token", "abc").keyInUrlAllowed().query("key", "7");
    assertThat(refused(other, Scope.WRITE)).hasMessageStartingWith("there are several keys");
    Request logged = remote().bearer(web).query("token", "abc").query("key", "7");
    assertThat(gate.admit(logged.approach(), Scope.WRITE).source()).isEqualTo("web");
  }

  @Test
  void refusesWhatTheKeyIsNotFor() {
    RefusedException refused = refused(remote().bearer(web), Scope.READ);

    assertThat(refused.refusal().status()).isEqualTo(403);
    assertThat(refused)
        .hasMessage("this needs the scope read, which the key or token does not have");
    assertThat(refused(remote().bearer(backend), Scope.ERASE).refusal().status()).isEqualTo(403);
    assertThat(refused(remote().bearer(reader), Scope.WRITE).refusal().status()).isEqualTo(403);
    assertThat(refused(remote().bearer(reader), Scope.ADMIN).refusal().status()).isEqualTo(403);
  }

  @Test
  void refusesKeysThatHaveExpiredOrWereRevoked() throws IOException, RefusedException {
    String brief =
        keys.add("short", KeyKind.SERVER, Restrictions.NONE, SetClock.NOON.plusSeconds(60));
    clock.forward(Duration.ofSeconds(59));
    assertThat(gate.admit(remote().bearer(brief).approach(), Scope.WRITE).source())
        .isEqualTo("short");

    clock.forward(Duration.ofSeconds(1));
    keys.revoke("web");

    for (String token : List.of(brief, web)) {
      RefusedException refused = refused(remote().bearer(token), Scope.WRITE);
      assertThat(refused.refusal().status()).isEqualTo(401);
      assertThat(refused).hasMessageStartingWith("the key is not known, has expired or was");
    }
  }

  @Test
  void bindsAKeyToItsPages() throws IOException, RefusedException {
    String shop = keys.add("shop", KeyKind.CLIENT, SHOP);
    clock.forward(Duration.ofSeconds(2));
    Request own = remote().bearer(shop).header("Origin", "https://shop.example.org");

    assertThat(gate.admit(own.approach(), Scope.WRITE).source()).isEqualTo("shop");
    assertThat(refused(remote().bearer(shop).header("Origin", "https://evil.example"), Scope.WRITE))
        .hasMessageStartingWith("this key may not be used from pages of this origin")
        .extracting(refused -> refused.refusal().status())
        .isEqualTo(403);
    assertThat(refused(remote().bearer(shop), Scope.WRITE))
        .hasMessageStartingWith("this key may only be used from pages of its origins")
        .hasMessageEndingWith("event-logger keys add NAME --kind server");
    // Even without cookies, and with a key, a foreign page is a foreign page.
    assertThat(refused(remote().bearer(web).header("Origin", "https://evil.example"), Scope.WRITE))
        .hasMessageStartingWith("requests from pages of this origin are not taken");
  }

  @Test
  void believesAUserOnlyFromAProxyThatIsTrusted() throws RefusedException {
    Gate behind =
        Gate.open(
            Settings.with()
                .proxies("10.0.0.0/8")
                .proxyUser(
                    new ProxyUserSettings(
                        "X-Forwarded-User", "X-Role", null, Map.of("dpo", List.of(Scope.ERASE))))
                .build(),
            clock);
    Request signedIn =
        Request.from("10.1.2.3")
            .header("X-Forwarded-User", "ada")
            .header("X-Role", "dpo")
            .header("X-Forwarded-For", "203.0.113.9, 198.51.100.7, 10.9.9.9");

    Caller caller = behind.admit(signedIn.approach(), Scope.ERASE);

    assertThat(caller.source()).isEqualTo("proxy");
    assertThat(caller.uid()).isEqualTo("ada");
    assertThat(caller.role()).isEqualTo("dpo");
    assertThat(caller.trust()).isEqualTo(Trust.CLIENT);
    assertThat(caller.scopes()).containsOnly(Scope.WRITE, Scope.READ, Scope.ERASE);
    assertThat(caller.address()).isEqualTo(Request.address("198.51.100.7"));
    Request forged = Request.from("192.0.2.7").header("X-Forwarded-User", "ada");
    Request nobody = Request.from("10.1.2.3").header("X-Forwarded-User", "");
    Request two = signedIn.header("X-Forwarded-User", "root");
    assertThat(refused(behind, forged, Scope.READ).refusal().status()).isEqualTo(401);
    assertThat(refused(behind, nobody, Scope.READ).refusal().status()).isEqualTo(401);
    assertThat(refused(behind, two, Scope.READ).refusal().status()).isEqualTo(400);
  }

  @Test
  void letsNoForeignPageUseWhoIsSignedIn() {
    Gate behind =
        Gate.open(
            Settings.with()
                .proxies("10.0.0.0/8")
                .proxyUser(new ProxyUserSettings("X-Forwarded-User", null, null, null))
                .build(),
            clock);
    Request forged =
        Request.from("10.1.2.3")
            .header("X-Forwarded-User", "ada")
            .header("Origin", "https://evil.example");

    assertThat(refused(behind, forged, Scope.WRITE).refusal().status()).isEqualTo(403);
    assertThat(refused(behind, forged, Scope.READ).refusal().status()).isEqualTo(403);
  }

  @Test
  void readsWhetherSomebodyWantsPrivacy() throws RefusedException {
    Gate honouring =
        Gate.open(
            Settings.with().keys(keys.path()).privacy(AddressPrivacy.CUT, true, false).build(),
            clock);
    Request asks = remote().bearer(web).header("Sec-GPC", "1");

    assertThat(honouring.admit(asks.approach(), Scope.WRITE).wantsPrivacy()).isTrue();
    assertThat(gate.admit(asks.approach(), Scope.WRITE).wantsPrivacy()).isFalse();
    Request dnt = remote().bearer(web).header("DNT", "1");
    assertThat(honouring.admit(dnt.approach(), Scope.WRITE).wantsPrivacy()).isFalse();
  }

  @Test
  void showsNoKeyOfAnything() throws RefusedException {
    Approach approach = remote().bearer(web).bodyKey(web).approach();

    assertThat(approach.toString()).isEqualTo("Approach[POST]");
    assertThat(Credentials.of(approach).toString()).isEqualTo("Credentials[****]");
    assertThat(gate.admit(approach, Scope.WRITE).toString()).isEqualTo("Caller[web, client]");
    KeyToken token = KeyToken.make(KeyKind.CLIENT);
    assertThat(token.toString() + token.hash()).isEqualTo("KeyToken[****]TokenHash[****]");
    assertThat(token.text()).matches("el_client_[A-Za-z0-9_-]{43}");
  }

  @Test
  void listensAnywhere() {
    gate.checkAddress(Request.address("0.0.0.0"));
  }

  private static Request remote() {
    return Request.from("192.0.2.7");
  }

  private RefusedException refused(Request request, Scope scope) {
    return refused(gate, request, scope);
  }

  private static RefusedException refused(Gate gate, Request request, Scope scope) {
    return catchThrowableOfType(
        RefusedException.class, () -> gate.admit(request.approach(), scope));
  }
}
