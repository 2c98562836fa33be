package dev.eventlogger.server.trust;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.KeySourceException;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.source.ImmutableJWKSet;
import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.jwk.source.JWKSourceBuilder;
import com.nimbusds.jose.proc.BadJOSEException;
import com.nimbusds.jose.proc.JWSVerificationKeySelector;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jose.util.DefaultResourceRetriever;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import com.nimbusds.jwt.proc.DefaultJWTClaimsVerifier;
import com.nimbusds.jwt.proc.DefaultJWTProcessor;
import dev.eventlogger.server.trust.Gate.Standing;
import java.io.IOException;
import java.net.MalformedURLException;
import java.net.URI;
import java.nio.file.Path;
import java.text.ParseException;
import java.time.Clock;
import java.time.Duration;
import java.util.Date;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Checks the tokens of an OpenID Connect provider: signed with one of its keys by an asymmetric
 * algorithm, for this audience, and not expired (RFC 7519, RFC 8725). Thread-safe.
 */
final class JwtCheck {

  private static final Set<JWSAlgorithm> ALGORITHMS = Set.copyOf(algorithms());
  private static final int SKEW_SECONDS = 60;
  private static final Duration TIMEOUT = Duration.ofSeconds(5);
  private static final int LARGEST_SET = 256 * 1024;
  private static final int LONGEST_UID = 1000;

  private final JwtSettings settings;
  private final DefaultJWTProcessor<SecurityContext> processor = new DefaultJWTProcessor<>();

  private JwtCheck(JwtSettings settings, JWKSource<SecurityContext> keys, Clock clock) {
    this.settings = settings;
    processor.setJWSKeySelector(new JWSVerificationKeySelector<>(ALGORITHMS, keys));
    processor.setJWTClaimsSetVerifier(new Claims(settings, clock));
  }

  /** Only algorithms with which somebody who can check a token cannot make one. */
  private static Set<JWSAlgorithm> algorithms() {
    Set<JWSAlgorithm> algorithms = new HashSet<>(JWSAlgorithm.Family.RSA);
    algorithms.addAll(JWSAlgorithm.Family.EC);
    algorithms.remove(JWSAlgorithm.ES256K);
    return algorithms;
  }

  /**
   * Reads the provider's keys from a file, or prepares to fetch them.
   *
   * @throws IllegalArgumentException if the file or URL is wrong; the message begins with the
   *     setting
   */
  static JwtCheck open(JwtSettings settings, Clock clock) {
    return new JwtCheck(settings, source(settings.jwks()), clock);
  }

  private static JWKSource<SecurityContext> source(String jwks) {
    try {
      if (jwks.startsWith("https:")) {
        int millis = (int) TIMEOUT.toMillis();
        // By default, fetched keys are good for 5 min, and fetched at most once in 30 s. Refreshing
        // ahead would leave a thread behind that keeps the JVM alive.
        return JWKSourceBuilder.<SecurityContext>create(
                URI.create(jwks).toURL(), new DefaultResourceRetriever(millis, millis, LARGEST_SET))
            .refreshAheadCache(false)
            .retrying(true)
            .outageTolerant(Duration.ofHours(4).toMillis())
            .build();
      }
      return new ImmutableJWKSet<>(JWKSet.load(Path.of(jwks).toFile()).toPublicJWKSet());
    } catch (MalformedURLException | IllegalArgumentException e) {
      throw new IllegalArgumentException("jwt.jwks: must be an https URL, or a file", e);
    } catch (IOException | ParseException e) {
      throw new IllegalArgumentException(
          "jwt.jwks: must be a file with a JWK set (RFC 7517), which can be read", e);
    }
  }

  /**
   * Checks a token.
   *
   * @throws RefusedException 401 if it is invalid, 503 if the provider's keys cannot be fetched
   */
  Standing check(String token) throws RefusedException {
    try {
      return standing(processor.process(SignedJWT.parse(token), null));
    } catch (KeySourceException e) {
      throw RefusedException.unavailable(
          "the provider's public keys cannot be had, so that no token can be checked");
    } catch (ParseException | BadJOSEException | JOSEException e) {
      throw bad();
    }
  }

  private static RefusedException bad() {
    return RefusedException.unauthorized(
        "the token is not good: it must be signed by the provider, for this audience, and not have"
            + " expired",
        "invalid_token");
  }

  private Standing standing(JWTClaimsSet claims) throws RefusedException {
    String uid = text(claims, settings.uidClaim());
    if (uid == null || uid.isEmpty() || uid.length() > LONGEST_UID) {
      throw RefusedException.unauthorized(
          "the token has no user: the claim that EVENT_SERVER.jwt.uid_claim names must be a text",
          "invalid_token");
    }
    String role = settings.roleClaim() == null ? null : text(claims, settings.roleClaim());
    Set<Scope> scopes = EnumSet.noneOf(Scope.class);
    scopes.addAll(settings.scopes());
    scopes.addAll(role == null ? List.of() : settings.roles().getOrDefault(role, List.of()));
    scopes.addAll(named(claims));
    return new Standing("jwt", Trust.CLIENT, uid, role, scopes, Restrictions.NONE);
  }

  private static @Nullable String text(JWTClaimsSet claims, String name) {
    return claims.getClaim(name) instanceof String text ? text : null;
  }

  /** The scopes in the token that are ours; a provider has others too. */
  private Set<Scope> named(JWTClaimsSet claims) {
    Object claim = settings.scopesClaim() == null ? null : claims.getClaim(settings.scopesClaim());
    List<?> words =
        claim instanceof String text
            ? List.of(text.split(" ", -1))
            : claim instanceof List<?> list ? list : List.of();
    Set<Scope> scopes = EnumSet.noneOf(Scope.class);
    for (Scope scope : Scope.values()) {
      if (words.contains(scope.name().toLowerCase(Locale.ROOT))) {
        scopes.add(scope);
      }
    }
    return scopes;
  }

  /** Checks claims by our clock. */
  private static final class Claims extends DefaultJWTClaimsVerifier<SecurityContext> {

    private final Clock clock;

    Claims(JwtSettings settings, Clock clock) {
      super(
          settings.audience(),
          new JWTClaimsSet.Builder().issuer(settings.issuer()).build(),
          Set.of("exp"));
      this.clock = clock;
      setMaxClockSkew(SKEW_SECONDS);
    }

    @Override
    protected Date currentTime() {
      return Date.from(clock.instant());
    }
  }
}
