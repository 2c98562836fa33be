package dev.eventlogger.schema.privacy;

import java.util.HashSet;
import java.util.Set;

/**
 * What of a schema's events may be recorded, according to the {@code categories} of its properties.
 *
 * @param everything whether categories are ignored; the other two then have no effect
 * @param categories a property is kept if all its categories are among these; {@code unrestricted}
 *     always is
 * @param properties top-level properties that are kept with everything in them, whatever their
 *     categories
 */
public record Allowed(boolean everything, Set<String> categories, Set<String> properties) {

  /** Ignores categories. */
  public static final Allowed EVERYTHING = new Allowed(true, Set.of(), Set.of());

  private static final String UNRESTRICTED = "unrestricted";

  public Allowed {
    Set<String> all = new HashSet<>(categories);
    all.add(UNRESTRICTED);
    categories = Set.copyOf(all);
    properties = Set.copyOf(properties);
  }

  /** Allows only these categories, and these top-level properties. */
  public Allowed(Set<String> categories, Set<String> properties) {
    this(false, categories, properties);
  }
}
