package dev.eventlogger.schema.registry;

import dev.eventlogger.event.Problem;
import dev.eventlogger.event.SchemaRef;
import dev.eventlogger.schema.registry.SchemaDocument.Subschema;
import dev.eventlogger.spi.Suggestions;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Checks schemas against the meta-schemas of the drafts, whose files are in Vert.x's JAR.
 * Thread-safe.
 */
final class MetaSchemas {

  /** Drafts 4 and 7 do not know this keyword, but people use it with them. */
  private static final Pattern IN_DEFS = Pattern.compile(".*/\\$defs/[^/]*");

  private static final Pattern AT_TYPE = Pattern.compile(".*/type(/[0-9]+)?");
  private static final Predicate<String> IN_ENUM =
      Pattern.compile("^must (meet at least|be) one of ").asPredicate();

  private static final List<String> TYPES =
      List.of("array", "boolean", "integer", "null", "number", "object", "string");

  private final SchemaText text;
  private final Map<Draft, EventSchema> metaSchemas = new ConcurrentHashMap<>();

  MetaSchemas(SchemaText text) {
    this.text = text;
  }

  /** What the meta-schema of the document's draft objects to. */
  List<SchemaProblem> problems(SchemaDocument document) {
    EventSchema metaSchema = metaSchemas.computeIfAbsent(document.draft(), this::load);
    List<SchemaProblem> problems = new ArrayList<>();
    check(metaSchema, document.root(), problems);
    if (document.draft().refStandsAlone()) {
      for (Subschema subschema : document.subschemas()) {
        if (IN_DEFS.matcher(subschema.at()).matches()) {
          check(metaSchema, subschema, problems);
        }
      }
    }
    return problems;
  }

  @SuppressWarnings("unchecked") // the keys of maps in a document are text
  private static void check(
      EventSchema metaSchema, Subschema subschema, List<SchemaProblem> problems) {
    String source = subschema.document().source();
    for (Problem problem :
        metaSchema.validate((Map<String, @Nullable Object>) subschema.schema())) {
      Object given = Pointers.find(subschema.schema(), problem.at());
      boolean isType = AT_TYPE.matcher(problem.at()).matches() && IN_ENUM.test(problem.problem());
      String words = isType && given instanceof String type ? noType(type) : problem.problem();
      problems.add(new SchemaProblem(source, subschema.at() + problem.at(), words));
    }
  }

  private static String noType(String given) {
    return "must be \"array\", \"boolean\", \"integer\", \"null\", \"number\", \"object\" or"
        + " \"string\", or a list of these"
        + Suggestions.didYouMean(given, TYPES);
  }

  private EventSchema load(Draft draft) {
    Map<URI, SchemaDocument> documents = new HashMap<>();
    SchemaDocument root = read(draft, draft.metaSchema());
    documents.put(root.uri(), root);
    for (String vocabulary : draft.vocabularies()) {
      SchemaDocument part = read(draft, vocabulary);
      documents.put(part.uri(), part);
    }
    ReferenceResolver references =
        new ReferenceResolver(
            uri -> {
              SchemaDocument found = documents.get(uri);
              return found == null ? List.of() : List.of(found);
            });
    return new EventSchema(root, new SchemaLinker(root, references).link(), new SharedChecks());
  }

  private SchemaDocument read(Draft draft, String uri) {
    String resource = "/" + uri.substring(uri.indexOf("://") + 3);
    try (InputStream stream = VertxRun.metaSchemaFile(resource)) {
      if (stream == null) {
        throw new IllegalStateException(resource + " is not in the JAR of Vert.x JSON Schema");
      }
      return new SchemaDocument(
          uri, text.read(uri, stream), new SchemaRef(uri, ""), draft, URI.create(uri));
    } catch (IOException e) {
      throw new IllegalStateException(resource + " cannot be read from the class path", e);
    }
  }
}
