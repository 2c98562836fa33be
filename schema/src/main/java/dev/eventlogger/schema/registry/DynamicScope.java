package dev.eventlogger.schema.registry;

import dev.eventlogger.schema.registry.SchemaDocument.Subschema;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Where dynamic references lead on one path through schemas: for each name, to the outermost schema
 * on that path that has it as its dynamic anchor. Immutable.
 */
final class DynamicScope {

  /** The scope of the empty path. */
  static final DynamicScope EMPTY = new DynamicScope(Map.of());

  /** The common name of all that have {@code $recursiveAnchor}. */
  static final String RECURSIVE = "";

  private final Map<String, Anchor> anchors;

  private DynamicScope(Map<String, Anchor> anchors) {
    this.anchors = anchors;
  }

  /** The scope inside a schema that is entered; what is further out takes precedence. */
  DynamicScope entering(Subschema schema) {
    Map<String, Subschema> more = schema.document().dynamicAnchors(schema.base());
    if (anchors.keySet().containsAll(more.keySet())) {
      return this;
    }
    Map<String, Anchor> all = new HashMap<>(anchors);
    more.forEach((name, subschema) -> all.putIfAbsent(name, new Anchor(subschema)));
    return new DynamicScope(all);
  }

  /** The outermost schema with a name, or null. */
  @Nullable Subschema outermost(String name) {
    Anchor anchor = anchors.get(name);
    return anchor == null ? null : anchor.subschema;
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof DynamicScope scope && anchors.equals(scope.anchors);
  }

  @Override
  public int hashCode() {
    return anchors.hashCode();
  }

  /** Equal to another only for the same object in the same document, not for equal content. */
  private static final class Anchor {
    private final Subschema subschema;

    Anchor(Subschema subschema) {
      this.subschema = subschema;
    }

    @Override
    public boolean equals(@Nullable Object other) {
      return other instanceof Anchor anchor && anchor.subschema.schema() == subschema.schema();
    }

    @Override
    public int hashCode() {
      return System.identityHashCode(subschema.schema());
    }
  }
}
