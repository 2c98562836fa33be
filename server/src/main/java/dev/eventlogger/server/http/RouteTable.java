package dev.eventlogger.server.http;

import dev.eventlogger.formats.dialect.Route;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Which endpoint answers which route. Filled by one thread, then read by any. */
public final class RouteTable {

  private final Map<String, Map<String, Endpoint>> plain = new LinkedHashMap<>();
  private final List<Template> templates = new ArrayList<>();
  private final Map<String, Map<String, Endpoint>> files = new LinkedHashMap<>();

  /** A table without routes. */
  public RouteTable() {}

  private record Template(List<String> segments, Map<String, Endpoint> methods) {
    boolean matches(List<String> path) {
      if (path.size() != segments.size()) {
        return false;
      }
      for (int i = 0; i < path.size(); i++) {
        boolean isAny = segments.get(i).startsWith("{") && !path.get(i).isEmpty();
        if (!isAny && !segments.get(i).equals(path.get(i))) {
          return false;
        }
      }
      return true;
    }
  }

  /**
   * Adds a route.
   *
   * @throws IllegalArgumentException if the route is taken
   */
  public void add(Route route, Endpoint endpoint) {
    Map<String, Endpoint> methods = route.path().contains("{") ? template(route) : plain(route);
    if (files.containsKey(route.path()) || methods.putIfAbsent(route.method(), endpoint) != null) {
      throw new IllegalArgumentException(
          route.method() + " " + route.path() + " is taken by something else");
    }
  }

  /**
   * Adds a file that belongs to a page, which {@link #all} does not list.
   *
   * @throws IllegalArgumentException if the path is taken
   */
  public void addFile(String path, Endpoint endpoint) {
    if (plain.containsKey(path) || files.putIfAbsent(path, Map.of("GET", endpoint)) != null) {
      throw new IllegalArgumentException(path + " is taken by something else");
    }
  }

  private Map<String, Endpoint> plain(Route route) {
    return plain.computeIfAbsent(route.path(), path -> new LinkedHashMap<>());
  }

  private Map<String, Endpoint> template(Route route) {
    List<String> segments = segments(route.path());
    for (Template template : templates) {
      if (template.segments().equals(segments)) {
        return template.methods();
      }
    }
    Template added = new Template(segments, new LinkedHashMap<>());
    templates.add(added);
    return added.methods();
  }

  private static List<String> segments(String path) {
    return List.of(path.split("/", -1));
  }

  /** The endpoints of a path by method; null if there are none. */
  @Nullable Map<String, Endpoint> at(String path) {
    Map<String, Endpoint> methods = plain.get(path);
    if (methods == null) {
      methods = files.get(path);
    }
    if (methods != null || templates.isEmpty()) {
      return methods;
    }
    List<String> segments = segments(path);
    return templates.stream()
        .filter(template -> template.matches(segments))
        .map(Template::methods)
        .findFirst()
        .orElse(null);
  }

  /** All routes except files, such as {@code POST /v1/events}, sorted. */
  public Set<String> all() {
    Set<String> all = new TreeSet<>();
    plain.forEach(
        (path, methods) -> methods.keySet().forEach(method -> all.add(method + " " + path)));
    for (Template template : templates) {
      String path = String.join("/", template.segments());
      template.methods().keySet().forEach(method -> all.add(method + " " + path));
    }
    return all;
  }
}
