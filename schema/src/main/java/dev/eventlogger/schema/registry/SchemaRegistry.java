package dev.eventlogger.schema.registry;

import dev.eventlogger.event.SchemaRef;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The registered schemas, each under its {@code $id} and version. Thread-safe: schemas may be
 * registered while others are looked up.
 *
 * <p>The version is the schema's {@code version}, else the last part of its {@code $id} if that
 * looks like one ({@code /page/change/1.0.0}). A schema may refer to others of the registry by
 * their {@code $id}, even relatively; nothing is ever fetched. Drafts 4, 6, 7, 2019-09 and 2020-12
 * are known; a schema without {@code $schema} is read as draft 7.
 *
 * <p>All methods that register check the schema in full, and throw {@link SchemaException} with
 * everything that is wrong. Registering the same content again changes nothing.
 */
public final class SchemaRegistry {

  private final SchemaRules rules;
  private final Consumer<EventSchema> admission;
  private final SchemaText text = new SchemaText();
  private final SharedChecks checks = new SharedChecks();
  private final MetaSchemas metaSchemas = new MetaSchemas(text);
  private final Map<SchemaRef, EventSchema> schemas = new ConcurrentHashMap<>();
  private final Map<URI, List<SchemaDocument>> documents = new HashMap<>(); // guarded by this

  /** An empty registry. */
  public SchemaRegistry(SchemaRules rules) {
    this(rules, schema -> {});
  }

  /**
   * An empty registry that admits only some schemas.
   *
   * @param admission called with each schema before it is registered, perhaps more than once;
   *     refuses it with an {@link IllegalArgumentException} that says why
   */
  public SchemaRegistry(SchemaRules rules, Consumer<EventSchema> admission) {
    this.rules = rules;
    this.admission = admission;
  }

  /**
   * Registers a schema that was parsed before.
   *
   * @param source name of the schema in messages
   * @throws SchemaException if the schema is not valid, or another has its key
   */
  public SchemaRef register(String source, Map<String, ?> schema) {
    return admit(document(source, text.plain(source, schema)));
  }

  /**
   * Registers a schema from its text, JSON or YAML 1.2.
   *
   * @param source name of the schema in messages
   * @throws SchemaException if the schema is not valid, or another has its key
   */
  public SchemaRef registerText(String source, String jsonOrYaml) {
    return register(source, text.read(source, jsonOrYaml));
  }

  /**
   * Registers a schema from a file.
   *
   * @throws SchemaException if it cannot be read or is not valid, or another has its key
   */
  public SchemaRef register(Path file) {
    return register(file.toString(), text.read(file));
  }

  /**
   * Registers the schemas in a folder and the folders in it: the files whose names end with {@code
   * .json}, {@code .yaml} or {@code .yml}, or look like a version. Their order does not matter for
   * references.
   *
   * @throws SchemaException if one is not valid, and {@link OnBadSchema#FAIL} was asked for; then
   *     none of them is registered
   */
  public FolderReport registerFolder(Path folder, OnBadSchema onBadSchema) {
    FolderReader reader = new FolderReader(text, this::document);
    reader.read(folder);
    return admit(reader, onBadSchema);
  }

  /**
   * Registers the schemas in files and folders together, so that the order does not matter for
   * references. A file that is named here must be a schema.
   *
   * @throws SchemaException if one is not valid, and {@link OnBadSchema#FAIL} was asked for; then
   *     none of them is registered
   */
  public FolderReport registerAll(List<Path> filesAndFolders, OnBadSchema onBadSchema) {
    FolderReader reader = new FolderReader(text, this::document);
    filesAndFolders.forEach(reader::readAny);
    return admit(reader, onBadSchema);
  }

  /**
   * Registers a schema from the class path.
   *
   * @param name as {@link ClassLoader#getResource} takes it
   * @throws SchemaException if there is none of that name, it is not valid, or another has its key
   */
  public SchemaRef registerResource(String name, ClassLoader loader) {
    return register(name, text.readResource(name, loader));
  }

  /**
   * Fetches a schema from a URL and registers it. The only method that fetches anything.
   *
   * @throws SchemaException if it cannot be fetched or is not valid, or another has its key
   */
  public SchemaRef fetchAndRegister(URI url) {
    return register(url.toString(), text.fetch(url));
  }

  /** The schema with that key, or null. */
  public @Nullable EventSchema find(SchemaRef ref) {
    return schemas.get(ref);
  }

  /** Whether no schema was registered so far. */
  public boolean isEmpty() {
    return schemas.isEmpty();
  }

  /** How many schemas were registered so far. */
  public int size() {
    return schemas.size();
  }

  /** All schemas registered so far, in no particular order. */
  public Collection<EventSchema> all() {
    return List.copyOf(schemas.values());
  }

  /** Checks a schema; whatever it holds, only that schema is refused. */
  private SchemaDocument document(String source, Map<String, @Nullable Object> json) {
    try {
      return checked(source, json);
    } catch (SchemaException e) {
      throw e;
    } catch (RuntimeException | StackOverflowError e) {
      throw new SchemaException(
          source, "", "cannot be understood: " + e.getClass().getSimpleName());
    }
  }

  private SchemaDocument checked(String source, Map<String, @Nullable Object> json) {
    SchemaKeys keys = new SchemaKeys(source, json, rules);
    SchemaDocument document = keys.document();
    List<SchemaProblem> problems = new ArrayList<>(keys.problems());
    problems.addAll(document.problems());
    // For a place that is reported already, the meta-schema has nothing better to say.
    Set<String> places = problems.stream().map(SchemaProblem::at).collect(Collectors.toSet());
    if (!places.contains("/$schema")) {
      metaSchemas.problems(document).stream()
          .filter(problem -> !places.contains(problem.at()))
          .forEach(problems::add);
    }
    if (!problems.isEmpty()) {
      throw new SchemaException(problems);
    }
    return document;
  }

  private synchronized SchemaRef admit(SchemaDocument document) {
    checkContent(document, schemas.get(document.ref()));
    if (!schemas.containsKey(document.ref())) {
      LinkedSchema linked =
          new SchemaLinker(document, new ReferenceResolver(this::registered)).link();
      add(document, compile(document, linked));
    }
    return document.ref();
  }

  private synchronized FolderReport admit(FolderReader reader, OnBadSchema onBadSchema) {
    List<SchemaProblem> bad = new ArrayList<>(reader.bad());
    Map<SchemaRef, SchemaDocument> good = new LinkedHashMap<>();
    for (SchemaDocument document : reader.documents()) {
      try {
        checkContent(document, schemas.get(document.ref()));
        checkContent(document, good.putIfAbsent(document.ref(), document));
      } catch (SchemaException e) {
        bad.addAll(e.problems());
      }
    }
    Map<SchemaDocument, EventSchema> compiled = compile(good, bad);
    if (!bad.isEmpty() && onBadSchema == OnBadSchema.FAIL) {
      throw new SchemaException(bad);
    }
    compiled.forEach(this::add);
    return new FolderReport(List.copyOf(good.keySet()), reader.skipped(), bad);
  }

  /** Compiles the good schemas; moves those that cannot be compiled to the bad ones. */
  private Map<SchemaDocument, EventSchema> compile(
      Map<SchemaRef, SchemaDocument> good, List<SchemaProblem> bad) {
    Map<SchemaDocument, EventSchema> compiled = new LinkedHashMap<>();
    int before;
    do {
      // A schema that refers to a bad one becomes a bad one in the next round.
      before = good.size();
      compiled.clear();
      ReferenceResolver references = new ReferenceResolver(uri -> registeredOr(good, uri));
      for (SchemaDocument document : List.copyOf(good.values())) {
        try {
          LinkedSchema linked = new SchemaLinker(document, references).link();
          compiled.put(document, compile(document, linked));
        } catch (SchemaException e) {
          bad.addAll(e.problems());
          good.remove(document.ref());
        }
      }
    } while (good.size() < before);
    return compiled;
  }

  private List<SchemaDocument> registeredOr(Map<SchemaRef, SchemaDocument> more, URI uri) {
    List<SchemaDocument> found = new ArrayList<>(registered(uri));
    for (SchemaDocument document : more.values()) {
      if (document.uri().equals(uri) && !schemas.containsKey(document.ref())) {
        found.add(document);
      }
    }
    return found;
  }

  private synchronized List<SchemaDocument> registered(URI uri) {
    return documents.getOrDefault(uri, List.of());
  }

  private EventSchema compile(SchemaDocument document, LinkedSchema linked) {
    try {
      EventSchema schema = new EventSchema(document, linked, checks);
      admission.accept(schema);
      return schema;
    } catch (IllegalArgumentException e) {
      throw new SchemaException(document.source(), "", String.valueOf(e.getMessage()));
    } catch (RuntimeException | StackOverflowError e) {
      throw new SchemaException(
          document.source(), "", "cannot be compiled: " + e.getClass().getSimpleName());
    }
  }

  private synchronized void add(SchemaDocument document, EventSchema schema) {
    if (schemas.putIfAbsent(document.ref(), schema) == null) {
      documents.computeIfAbsent(document.uri(), uri -> new ArrayList<>()).add(document);
    }
  }

  private static void checkContent(SchemaDocument document, @Nullable EventSchema known) {
    if (known != null) {
      checkContent(document, known.source(), known.json());
    }
  }

  private static void checkContent(SchemaDocument document, @Nullable SchemaDocument known) {
    if (known != null) {
      checkContent(document, known.source(), known.json());
    }
  }

  private static void checkContent(
      SchemaDocument document, String source, Map<String, @Nullable Object> json) {
    if (!document.json().equals(json)) {
      throw new SchemaException(
          document.source(),
          "",
          document.ref()
              + " is already registered with other content, from "
              + source
              + "; give one of them another version");
    }
  }
}
