package dev.eventlogger.server.trust;

import static java.util.Objects.requireNonNullElse;

import dev.eventlogger.spi.Requirements;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The headers in which a trusted proxy says who has signed in: {@code EVENT_SERVER.proxy_user}.
 *
 * @param header the header with the user, such as {@code X-Forwarded-User}
 * @param roleHeader the header with the role; null if there is none
 * @param scopes what everybody who has signed in may do; default {@code write} and {@code read}
 * @param roles what users with a role may do in addition, by role
 */
public record ProxyUserSettings(
    String header,
    @Nullable String roleHeader,
    List<Scope> scopes,
    Map<String, List<Scope>> roles) {

  @SuppressWarnings("NullAway") // absent settings are null before this constructor
  public ProxyUserSettings {
    scopes = List.copyOf(requireNonNullElse(scopes, List.of(Scope.WRITE, Scope.READ)));
    roles = Map.copyOf(requireNonNullElse(roles, Map.of()));
    new Requirements()
        .that(
            header != null && !header.isBlank(),
            "header",
            "is required: the header with the user, such as X-Forwarded-User")
        .that(
            roles.isEmpty() || roleHeader != null,
            "role_header",
            "is required where there are roles")
        .orThrow();
  }
}
