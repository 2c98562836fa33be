package dev.eventlogger.server.trust;

import static java.util.Objects.requireNonNullElse;

import dev.eventlogger.spi.Requirements;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How tokens of an OpenID Connect provider are checked: {@code EVENT_SERVER.jwt}.
 *
 * @param issuer what {@code iss} must be
 * @param audience what {@code aud} must name
 * @param jwks where the provider's public keys are: an https URL, or a file
 * @param uidClaim the claim that names the user; default {@code sub}
 * @param roleClaim the claim that names the role, for {@code roles} and policies; null if there is
 *     none
 * @param scopesClaim the claim that names scopes, as a list or separated by spaces; null if there
 *     is none
 * @param scopes what every valid token may do; default {@code write}
 * @param roles what users with a role may do in addition, by role
 */
public record JwtSettings(
    String issuer,
    String audience,
    String jwks,
    String uidClaim,
    @Nullable String roleClaim,
    @Nullable String scopesClaim,
    List<Scope> scopes,
    Map<String, List<Scope>> roles) {

  @SuppressWarnings("NullAway") // absent settings are null before this constructor
  public JwtSettings {
    uidClaim = requireNonNullElse(uidClaim, "sub");
    scopes = List.copyOf(requireNonNullElse(scopes, List.of(Scope.WRITE)));
    roles = Map.copyOf(requireNonNullElse(roles, Map.of()));
    new Requirements()
        .that(issuer != null, "issuer", "is required: what the tokens have as iss")
        .that(audience != null, "audience", "is required: what the tokens have as aud")
        .that(jwks != null, "jwks", "is required: an https URL, or a file, with the public keys")
        .that(
            jwks == null || !jwks.startsWith("http:"),
            "jwks",
            "must be an https URL: whoever is between could put keys of his own there")
        .that(
            roles.isEmpty() || roleClaim != null, "role_claim", "is required where there are roles")
        .orThrow();
  }
}
