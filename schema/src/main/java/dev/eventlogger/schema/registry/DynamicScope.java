package dev.eventlogger.schema.registry;

import dev.eventlogger.schema.registry.SchemaDocument.Subschema;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Where dynamic references lead on one way through schemas: for each name, to the outermost schema
 * on that way which has it as its dynamic anchor. Immutable.
 */
final class DynamicScope {

  /** On no way yet. */
  static final DynamicScope EMPTY = new DynamicScope(Map.of());

  /** The name of all that have {@code $recursiveAnchor}: they have no other. */
  static final String RECURSIVE = "";

  private final Map<String, Anchor> anchors;

  private DynamicScope(Map<String, Anchor> anchors) {
    this.anchors = anchors;
  }

  /** The scope within a schema that is entered: what is further out counts first. */
  DynamicScope entering(Subschema schema) {
    Map<String, Subschema> more = schema.document().dynamicAnchors(schema.base());
    if (anchors.keySet().containsAll(more.keySet())) {
      return this;
    }
    Map<String, Anchor> all = new HashMap<>(anchors);
    more.forEach((name, subschema) -> all.putIfAbsent(name, new Anchor(subschema)));
    return new DynamicScope(all);
  }

  /** The outermost schema of a name, or null. */
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

  /** Equal to another if it is the same object in the same document, not if it reads the same. */
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
