package dev.eventlogger.server.trust;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a key may be used for. Empty lists restrict nothing.
 *
 * @param origins the origins of the pages it may be used from
 * @param names the names of the events that it may append
 * @param schemas the ids of the schemas that events may name; if there are any, an event must name
 *     one
 * @param rate most requests a second; null if it has none of its own
 */
public record Restrictions(
    List<OriginPattern> origins,
    List<NamePattern> names,
    List<String> schemas,
    @Nullable Double rate) {

  /** No restrictions. */
  public static final Restrictions NONE = new Restrictions(List.of(), List.of(), List.of(), null);

  public Restrictions {
    origins = List.copyOf(origins);
    names = List.copyOf(names);
    schemas = List.copyOf(schemas);
  }
}
