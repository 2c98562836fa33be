package dev.eventlogger.schema.privacy;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Leaves out, hides or hashes parts of the events of one schema. Compiled once, when the schema is
 * registered. Immutable, thread-safe.
 *
 * <p>A schema asks for it in two ways:
 *
 * <ul>
 *   <li>{@code x-redact}: {@code remove} leaves the property or item out, {@code null} makes it
 *       null, {@code mask} makes it {@code "****"}, {@code hash} makes it the HMAC-SHA-256 of its
 *       JSON text. Applies wherever a schema describes the value, even in {@code anyOf}, {@code
 *       oneOf}, {@code if}, {@code then}, {@code else} and {@code not}, whether or not the value
 *       meets those: in doubt, the value is redacted.
 *   <li>{@code categories}, as in Jupyter Telemetry, unless everything is allowed or the schema has
 *       none at all: a value is kept if all its categories are allowed, or if its top-level
 *       property is; otherwise it becomes null, and its key stays. A value without categories is
 *       kept, except for a top-level property, which then becomes null, even one that is allowed by
 *       name. Applies through properties, items, {@code $ref}, {@code allOf} and dependent schemas,
 *       but not in {@code anyOf}, {@code oneOf}, {@code if}, {@code then}, {@code else}, {@code
 *       not}.
 * </ul>
 *
 * <p>If several schemas describe a value, the strictest applies: {@code remove}, then {@code null},
 * {@code mask}, {@code hash}.
 */
public final class Redaction {

  private final Subschema root;
  private final @Nullable Allowed allowed;
  private final @Nullable HashKey hashKey;

  private Redaction(Subschema root, @Nullable Allowed allowed, @Nullable HashKey hashKey) {
    this.root = root;
    this.allowed = allowed;
    this.hashKey = hashKey;
  }

  /**
   * Compiles a schema's redaction rules.
   *
   * @param schema plain maps, lists and values, as the meta-schema accepts them
   * @param hashKey null if none is configured; then no schema may ask for {@code hash}
   * @throws IllegalArgumentException for an {@code x-redact} that is unknown or cannot be followed,
   *     {@code categories} that are no list, or a reference that leads nowhere; with the place as a
   *     JSON pointer that continues through references
   */
  public static Redaction compile(
      Map<String, ?> schema, RefResolver refs, Allowed allowed, @Nullable HashKey hashKey) {
    RedactionCompiler compiler =
        new RedactionCompiler(refs, new Annotations(!allowed.everything(), hashKey != null));
    Subschema root = compiler.compile(schema);
    return new Redaction(root, compiler.foundCategories() ? allowed : null, hashKey);
  }

  /** Whether it never changes an event of the schema. */
  public boolean isEmpty() {
    return allowed == null && !root.matters;
  }

  /**
   * Redacts the data of a valid event.
   *
   * @param data the application's values, which are not changed
   * @return the same map if nothing is to be redacted; else a copy, unmodifiable where it differs
   */
  public Map<String, ?> apply(Map<String, ?> data) {
    return isEmpty() ? data : walk(data, false);
  }

  /**
   * Redacts the data of an invalid event: keeps only those properties and items that the schema
   * describes, by name, pattern or a schema for all others. What may be a redacted value in a place
   * other than its own is left out: for example, a text where an object with redacted properties
   * should be.
   *
   * @param data the application's values, which are not changed
   */
  public Map<String, ?> onlyDescribed(Map<String, ?> data) {
    return walk(data, true);
  }

  @SuppressWarnings("unchecked") // the keys are those of the data
  private Map<String, ?> walk(Map<String, ?> data, boolean onlyDescribed) {
    return (Map<String, ?>) new RedactionWalk(allowed, hashKey, onlyDescribed).redact(data, root);
  }
}
