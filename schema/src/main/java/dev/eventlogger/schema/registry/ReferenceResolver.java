package dev.eventlogger.schema.registry;

import dev.eventlogger.schema.registry.SchemaDocument.Subschema;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Finds what references between schemas lead to. Immutable. */
final class ReferenceResolver {

  /** Says why a reference leads to no schema. */
  static final class DanglingException extends Exception {
    private static final long serialVersionUID = 1;

    DanglingException(String message) {
      super(message, null, false, false);
    }
  }

  private final Function<URI, List<SchemaDocument>> documents;

  /**
   * Resolves references within the given documents.
   *
   * @param documents all versions of the schema that a URI names
   */
  ReferenceResolver(Function<URI, List<SchemaDocument>> documents) {
    this.documents = documents;
  }

  /**
   * The schema that a reference leads to.
   *
   * @param from the schema with the reference
   * @param word {@code $ref}, {@code $dynamicRef} or {@code $recursiveRef}
   * @param scope the path on which the schema with the reference was reached
   */
  Subschema resolve(Subschema from, String word, DynamicScope scope) throws DanglingException {
    Object value = ((Map<?, ?>) from.schema()).get(word);
    if (!(value instanceof String reference)) {
      throw new DanglingException("is no text; a reference is the URI of a schema");
    }
    if (!word.equals("$ref") && from.document().draft().refStandsAlone()) {
      throw new DanglingException("is no keyword of " + from.document().draft());
    }
    if (word.equals("$ref")) {
      return resolve(from, reference);
    }
    return dynamic(from, word, reference, scope);
  }

  private Subschema resolve(Subschema from, String reference) throws DanglingException {
    Subschema resource = resource(from, reference);
    if (resource.document().draft() != from.document().draft()) {
      throw new DanglingException(
          "leads to a schema of another draft, "
              + resource.document().draft()
              + "; this one is of "
              + from.document().draft());
    }
    Subschema target = within(resource, SchemaUris.fragment(reference));
    if (target == null) {
      throw new DanglingException(
          "leads to \""
              + reference
              + "\", where there is no schema; correct it, or put the schema there, in definitions,"
              + " $defs or another keyword that holds schemas");
    }
    return target;
  }

  private static @Nullable Subschema within(Subschema resource, String fragment)
      throws DanglingException {
    if (fragment.isEmpty()) {
      return resource;
    }
    return fragment.startsWith("/")
        ? resource.document().at(resource, fragment)
        : named(resource.document(), resource.base() + "#" + fragment);
  }

  private Subschema resource(Subschema from, String reference) throws DanglingException {
    URI uri = SchemaUris.resolve(from.base(), reference);
    if (uri == null) {
      throw new DanglingException("is no URI reference (RFC 3986)");
    }
    Subschema own = named(from.document(), uri.toString());
    if (own != null) {
      return own;
    }
    List<SchemaDocument> found = documents.apply(uri);
    if (found.isEmpty()) {
      throw new DanglingException(
          "leads to \"" + reference + "\", which is not registered; register that schema first");
    }
    if (found.size() > 1) {
      throw new DanglingException(
          "leads to \"" + reference + "\", which is registered in several versions; refer to one");
    }
    return found.get(0).root();
  }

  private static @Nullable Subschema named(SchemaDocument document, String name)
      throws DanglingException {
    if (document.isAmbiguous(name)) {
      throw new DanglingException("leads to a name that stands at two different schemas");
    }
    return document.named(name);
  }

  /**
   * Resolves a dynamic reference: if it leads to a dynamic anchor, to the outermost one of that
   * name.
   */
  private Subschema dynamic(Subschema from, String word, String reference, DynamicScope scope)
      throws DanglingException {
    Subschema first = resolve(from, reference);
    boolean isRecursive = word.equals("$recursiveRef");
    String name = isRecursive ? DynamicScope.RECURSIVE : SchemaUris.fragment(reference);
    Map<String, Subschema> anchors = first.document().dynamicAnchors(first.base());
    Subschema anchored = anchors.get(name);
    if (anchored == null || anchored.schema() != first.schema()) {
      return first;
    }
    Subschema outermost = scope.outermost(name);
    return outermost == null ? first : outermost;
  }
}
