package dev.eventlogger.server.trust;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSSigner;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.PlainJWT;
import com.nimbusds.jwt.SignedJWT;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Date;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JwtCheckTest {

  private static final String ISSUER = "https://login.example.org";
  private static RSAKey rsa;
  private static ECKey ec;

  @TempDir private Path folder;
  private Path jwks;
  private Gate gate;

  @BeforeAll
  static void makeKeys() throws Exception {
    rsa = new RSAKeyGenerator(2048).keyID("r1").generate();
    ec = new ECKeyGenerator(Curve.P_256).keyID("e1").generate();
  }

  @BeforeEach
  void setUp() throws IOException {
    jwks = folder.resolve("jwks.json");
    Files.writeString(jwks, new JWKSet(List.of(rsa.toPublicJWK(), ec.toPublicJWK())).toString());
    gate = gate(null);
  }

  private Gate gate(Path keysFile) {
    JwtSettings settings =
        new JwtSettings(
            ISSUER,
            "events",
            jwks.toString(),
            null,
            "role",
            "scope",
            null,
            Map.of("dpo", List.of(Scope.ERASE)));
    return Gate.open(Settings.with().keys(keysFile).jwt(settings).build(), new SetClock());
  }

  @Test
  void verifiesTheUser() throws Exception {
    String token =
        signed(claims().claim("role", "dpo").claim("scope", "openid read unknown").build());

    Caller caller = gate.admit(request(token), Scope.ERASE);

    assertThat(caller.source()).isEqualTo("jwt");
    assertThat(caller.uid()).isEqualTo("ada");
    assertThat(caller.role()).isEqualTo("dpo");
    assertThat(caller.trust()).isEqualTo(Trust.CLIENT);
    assertThat(caller.scopes()).containsOnly(Scope.WRITE, Scope.READ, Scope.ERASE);
    assertThat(gate.admit(request(signed(claims().build())), Scope.WRITE).scopes())
        .containsOnly(Scope.WRITE);
  }

  @Test
  void takesEllipticKeysAndListsOfScopes() throws Exception {
    JWTClaimsSet claims = claims().claim("scope", List.of("export")).build();
    String token = sign(claims, new ECDSASigner(ec), JWSAlgorithm.ES256, "e1");

    assertThat(gate.admit(request(token), Scope.EXPORT).uid()).isEqualTo("ada");
  }

  @Test
  void allowsForAClockThatIsAMinuteOff() throws Exception {
    assertThat(gate.admit(request(signed(expiring(-59))), Scope.WRITE).uid()).isEqualTo("ada");
    assertRefused(signed(expiring(-61)));
    assertRefused(signed(claims().notBeforeTime(Date.from(SetClock.NOON.plusSeconds(61))).build()));
  }

  @Test
  void refusesTokensThatAreNotForUs() throws Exception {
    assertRefused(signed(claims().issuer("https://evil.example").build()));
    assertRefused(signed(claims().issuer(null).build()));
    assertRefused(signed(claims().audience("others").build()));
    assertRefused(signed(claims().audience(List.of()).build()));
    assertRefused(signed(claims().expirationTime(null).build()));
  }

  @Test
  void refusesSignaturesOfOthers() throws Exception {
    RSAKey others = new RSAKeyGenerator(2048).keyID("r1").generate();
    String token = signed(claims().build());
    String payload = token.split("\\.", -1)[1];

    assertRefused(sign(claims().build(), new RSASSASigner(others), JWSAlgorithm.RS256, "r1"));
    assertRefused(token.substring(0, token.length() - 4) + "AAAA");
    assertRefused(token.replace(payload, encoded("{\"sub\":\"root\"}")));
    assertRefused(sign(claims().build(), new RSASSASigner(rsa), JWSAlgorithm.RS256, "unknown"));
  }

  @Test
  void refusesAlgorithmsInWhichWhoChecksCanSign() throws Exception {
    String none = new PlainJWT(claims().build()).serialize();
    byte[] publicKey = rsa.toRSAPublicKey().getEncoded();
    byte[] pem =
        ("-----BEGIN PUBLIC KEY-----\n"
                + Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(publicKey)
                + "\n-----END PUBLIC KEY-----\n")
            .getBytes(UTF_8);

    assertRefused(none);
    assertRefused(encoded("{\"alg\":\"NONE\"}") + "." + encoded("{\"sub\":\"root\"}") + ".");
    assertRefused(sign(claims().build(), new MACSigner(publicKey), JWSAlgorithm.HS256, "r1"));
    assertRefused(sign(claims().build(), new MACSigner(pem), JWSAlgorithm.HS256, "r1"));
  }

  @Test
  void refusesAKeyThatTheTokenBringsItself() throws Exception {
    RSAKey own = new RSAKeyGenerator(2048).keyID("r1").generate();
    SignedJWT jwt =
        new SignedJWT(
            new JWSHeader.Builder(JWSAlgorithm.RS256)
                .jwk(own.toPublicJWK())
                .jwkURL(java.net.URI.create("https://evil.example/jwks"))
                .build(),
            claims().build());
    jwt.sign(new RSASSASigner(own));

    assertRefused(jwt.serialize());
  }

  @Test
  void refusesATokenWithoutAUser() throws Exception {
    assertThat(refused(signed(claims().subject(null).build())))
        .hasMessage(
            "the token has no user: the claim that EVENT_SERVER.jwt.uid_claim names must be a text");
    assertThat(refused(signed(claims().subject("x".repeat(1001)).build())).refusal().status())
        .isEqualTo(401);
  }

  @Test
  void saysNothingOfTheToken() throws Exception {
    RefusedException refused = refused(signed(claims().issuer("c4n4ry").build()));

    assertThat(refused)
        .hasMessage(
            "the token is not good: it must be signed by the provider, for this audience, and not"
                + " have expired")
        .hasNoCause();
    assertThat(refused.headers().get("WWW-Authenticate"))
        .isEqualTo("Bearer realm=\"event-logger\", error=\"invalid_token\"");
  }

  @Test
  void refusesTokensWhereNoneAreConfigured() throws Exception {
    Keys keys = new Keys(folder.resolve("keys.json"));
    keys.add("web", KeyKind.CLIENT, Restrictions.NONE);
    Gate withoutJwt = Gate.open(Settings.with().keys(keys.path()).build(), new SetClock());
    String token = signed(claims().build());

    assertThatThrownBy(() -> withoutJwt.admit(request(token), Scope.WRITE))
        .hasMessage("tokens of a provider are not taken here: EVENT_SERVER.jwt is not set");
  }

  @Test
  void tellsWhoSentWithAKeyOfThePage() throws Exception {
    Keys keys = new Keys(folder.resolve("keys.json"));
    String web = keys.add("web", KeyKind.CLIENT, Restrictions.NONE);
    Gate both = gate(keys.path());
    Request request = Request.from("192.0.2.7").bearer(signed(claims().build())).bodyKey(web);

    Caller caller = both.admit(request.approach(), Scope.WRITE);

    assertThat(caller.source()).isEqualTo("web");
    assertThat(caller.uid()).isEqualTo("ada");
    Request wrong = Request.from("192.0.2.7").bearer(signed(claims().build())).bodyKey("el_x");
    assertThatThrownBy(() -> both.admit(wrong.approach(), Scope.WRITE))
        .isInstanceOf(RefusedException.class);
  }

  @Test
  void asksForTryingAgainWhileTheProviderCannotBeReached() throws Exception {
    JwtSettings unreachable =
        new JwtSettings(ISSUER, "events", "https://127.0.0.1:1/jwks", null, null, null, null, null);
    Gate without = Gate.open(Settings.with().jwt(unreachable).build(), new SetClock());
    String token = signed(claims().build());

    RefusedException refused =
        catchThrowableOfType(
            RefusedException.class, () -> without.admit(request(token), Scope.WRITE));

    assertThat(refused.refusal().status()).isEqualTo(503);
    assertThat(refused.refusal().retryAfter()).isNotNull();
    assertThat(refused)
        .hasMessage("the provider's public keys cannot be had, so that no token can be checked");
  }

  @Test
  void checksItsSettings() throws IOException {
    assertThatThrownBy(() -> new JwtSettings(null, null, "http://a", null, null, null, null, null))
        .hasMessage(
            """
            issuer is required: what the tokens have as iss
            audience is required: what the tokens have as aud
            jwks must be an https URL: whoever is between could put keys of his own there""");
    assertThatThrownBy(
            () -> new JwtSettings("a", "b", "c", null, null, null, null, Map.of("x", List.of())))
        .hasMessage("role_claim is required where there are roles");
    Files.writeString(jwks, "s3cret");
    assertThatThrownBy(() -> gate(null))
        .hasMessage("jwt.jwks: must be a file with a JWK set (RFC 7517), which can be read");
    Files.delete(jwks);
    assertThatThrownBy(() -> gate(null)).hasMessageStartingWith("jwt.jwks: must be a file");
  }

  private void assertRefused(String token) {
    assertThat(refused(token).refusal().status()).isEqualTo(401);
  }

  private RefusedException refused(String token) {
    return catchThrowableOfType(
        RefusedException.class, () -> gate.admit(request(token), Scope.WRITE));
  }

  private static Approach request(String token) {
    return Request.from("192.0.2.7").bearer(token).approach();
  }

  private static JWTClaimsSet.Builder claims() {
    return new JWTClaimsSet.Builder()
        .issuer(ISSUER)
        .audience("events")
        .subject("ada")
        .expirationTime(Date.from(SetClock.NOON.plusSeconds(300)));
  }

  private static JWTClaimsSet expiring(int seconds) {
    return claims().expirationTime(Date.from(SetClock.NOON.plusSeconds(seconds))).build();
  }

  private static String signed(JWTClaimsSet claims) throws Exception {
    return sign(claims, new RSASSASigner(rsa), JWSAlgorithm.RS256, "r1");
  }

  private static String sign(
      JWTClaimsSet claims, JWSSigner signer, JWSAlgorithm algorithm, String key) throws Exception {
    SignedJWT jwt = new SignedJWT(new JWSHeader.Builder(algorithm).keyID(key).build(), claims);
    jwt.sign(signer);
    return jwt.serialize();
  }

  private static String encoded(String json) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(json.getBytes(UTF_8));
  }
}
