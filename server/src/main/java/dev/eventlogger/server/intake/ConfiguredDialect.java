package dev.eventlogger.server.intake;

import static java.util.Objects.requireNonNullElse;

import dev.eventlogger.formats.dialect.Route;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Settings of one dialect: {@code EVENT_SERVER.dialects.<name>}.
 *
 * @param enabled whether it is on; the default is the dialect's
 * @param path where its clients send: replaces the path of a dialect that has one, and is the
 *     prefix of the paths of a dialect that has several; the default is the dialect's
 * @param values for {@code gramex}: fixed values of every event
 */
public record ConfiguredDialect(
    @Nullable Boolean enabled, @Nullable String path, Map<String, String> values) {

  /** Nothing is configured. */
  @SuppressWarnings("NullAway") // absent settings take their defaults
  static final ConfiguredDialect NONE = new ConfiguredDialect(null, null, null);

  @SuppressWarnings("NullAway") // absent settings are null before this constructor
  public ConfiguredDialect {
    values = Map.copyOf(requireNonNullElse(values, Map.of()));
    if (path != null && !path.startsWith("/")) {
      throw new IllegalArgumentException("path must begin with /, such as /collect");
    }
  }

  /** A route of the dialect under these settings. */
  Route applyTo(Route route, List<Route> all) {
    if (path == null) {
      return route;
    }
    boolean isOnlyPath = all.stream().allMatch(other -> other.path().equals(route.path()));
    String prefix = path.endsWith("/") ? path.substring(0, path.length() - 1) : path;
    return new Route(route.method(), isOnlyPath ? path : prefix + route.path());
  }
}
