package dev.eventlogger.schema.privacy;

import java.util.HashSet;
import java.util.Set;

/**
 * What of a schema's events may be recorded, by the {@code categories} of its properties.
 *
 * @param everything whether categories are not looked at; the other two then mean nothing
 * @param categories a property is kept if all its categories are among these; {@code unrestricted}
 *     always is
 * @param properties top-level properties that are kept with all that is in them, whatever their
 *     categories
 */
public record Allowed(boolean everything, Set<String> categories, Set<String> properties) {

  /** Categories are not looked at. */
  public static final Allowed EVERYTHING = new Allowed(true, Set.of(), Set.of());

  private static final String UNRESTRICTED = "unrestricted";

  public Allowed {
    Set<String> all = new HashSet<>(categories);
    all.add(UNRESTRICTED);
    categories = Set.copyOf(all);
    properties = Set.copyOf(properties);
  }

  /** Only these categories, and these top-level properties. */
  public Allowed(Set<String> categories, Set<String> properties) {
    this(false, categories, properties);
  }
}
