package dev.eventlogger.schema.registry;

import dev.eventlogger.schema.pattern.WorkExceededException;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.json.schema.JsonSchema;
import io.vertx.json.schema.JsonSchemaOptions;
import io.vertx.json.schema.OutputFormat;
import io.vertx.json.schema.OutputUnit;
import io.vertx.json.schema.Validator;
import java.io.InputStream;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Vert.x's validator for one schema. The only class that knows Vert.x, besides {@link VertxSchema}
 * and {@link WrittenSchema}, which write a schema so that Vert.x's traps are avoided. Thread-safe.
 */
final class VertxRun {

  /** The URI that Vert.x wants to resolve references against; ours are all local. */
  private static final String BASE = "schema://linked/";

  private static final Validator IDN_HOSTNAME =
      Validator.create(
          JsonSchema.of(new JsonObject().put("format", "idn-hostname")),
          new JsonSchemaOptions()
              .setBaseUri(BASE)
              .setDraft(io.vertx.json.schema.Draft.DRAFT202012)
              .setOutputFormat(OutputFormat.Flag));

  private final OwnChecks ownChecks = new OwnChecks();
  private final JsonObject root;
  private final Validator validator;

  @SuppressWarnings("ThreadLocalUsage") // removed at the end of each validation
  private final ThreadLocal<@Nullable WorkBudget> budget = new ThreadLocal<>();

  /**
   * One problem that Vert.x found.
   *
   * @param at the place in the value, as Vert.x writes it: {@code #/a/b}
   * @param keyword the place in the schema, through references: {@code #/$ref/properties/a/type}
   * @param error the message of Vert.x or of one of our checks; the former may hold values of the
   *     event
   */
  record Finding(String at, String keyword, String error) {}

  /** Only tells whether values are valid: stops early, and keeps no errors. */
  static VertxRun forVerdicts(LinkedSchema linked) {
    return new VertxRun(linked, OutputFormat.Flag);
  }

  /** Finds everything that is wrong. */
  static VertxRun forFindings(LinkedSchema linked) {
    return new VertxRun(linked, OutputFormat.Basic);
  }

  private VertxRun(LinkedSchema linked, OutputFormat output) {
    VertxSchema schema = new VertxSchema(linked, ownChecks);
    JsonSchema written = schema.root();
    root = (JsonObject) written;
    JsonSchemaOptions options =
        new JsonSchemaOptions()
            .setBaseUri(BASE)
            .setDraft(draft(linked.draft()))
            .setOutputFormat(output);
    validator = Validator.create(written, options, this::format);
    schema.forgetPlaces();
  }

  private static io.vertx.json.schema.Draft draft(Draft draft) {
    return switch (draft) {
      case DRAFT_4 -> io.vertx.json.schema.Draft.DRAFT4;
      case DRAFT_7 -> io.vertx.json.schema.Draft.DRAFT7;
      case DRAFT_2019_09 -> io.vertx.json.schema.Draft.DRAFT201909;
      case DRAFT_2020_12 -> io.vertx.json.schema.Draft.DRAFT202012;
    };
  }

  /** Whether Vert.x accepts a text as a host name in any script. */
  static boolean isIdnHostname(String text) {
    return Boolean.TRUE.equals(IDN_HOSTNAME.validate(text).getValid());
  }

  /** A meta-schema file from Vert.x's JAR, or null. */
  static @Nullable InputStream metaSchemaFile(String path) {
    return Validator.class.getResourceAsStream(path);
  }

  /**
   * Whether a value is valid.
   *
   * @param value as {@link PlainJson} copies values
   * @throws WorkExceededException if telling takes more than the budget
   * @throws RuntimeException if Vert.x fails
   */
  boolean accepts(Map<String, @Nullable Object> value, WorkBudget work) {
    return validate(value, work).getValid();
  }

  /** Everything that is wrong with an invalid value, some of it twice; at least one finding. */
  List<Finding> findings(Map<String, @Nullable Object> value, WorkBudget work) {
    List<OutputUnit> errors = validate(value, work).getErrors();
    // A schema that is just "false" yields none.
    return errors == null || errors.isEmpty()
        ? List.of(new Finding("#", "#", ""))
        : errors.stream().map(VertxRun::finding).toList();
  }

  private static Finding finding(OutputUnit unit) {
    return new Finding(unit.getInstanceLocation(), unit.getKeywordLocation(), unit.getError());
  }

  private OutputUnit validate(Map<String, @Nullable Object> value, WorkBudget work) {
    budget.set(work);
    try {
      return validator.validate(value);
    } finally {
      budget.remove();
    }
  }

  /** The schema at a place, as Vert.x has it, through references; empty if there is none. */
  Map<String, Object> schemaAt(List<String> keys) {
    Object at = root.getMap();
    for (String key : keys) {
      at = plain(Pointers.step(at, key));
      if (key.equals("$ref") && at instanceof String reference) {
        at = plain(root.getJsonObject("definitions").getValue(LinkedSchema.number(reference)));
      }
    }
    return at instanceof Map<?, ?> ? object(at) : Map.of();
  }

  @SuppressWarnings("unchecked") // the keys of a schema are text
  private static Map<String, Object> object(Object map) {
    return (Map<String, Object>) map;
  }

  /** Vert.x calls this once for each schema and value, after all that is in them. */
  private @Nullable String format(String type, @Nullable String format, @Nullable Object instance) {
    WorkBudget work = budget.get();
    if (work == null) {
      throw new IllegalStateException("called outside of a validation");
    }
    return ownChecks.problem(format, plain(instance), work);
  }

  /** A list or a map of Vert.x's as one of the JDK's; any other value unchanged. */
  static @Nullable Object plain(@Nullable Object instance) {
    if (instance instanceof JsonArray array) {
      return array.getList();
    }
    return instance instanceof JsonObject object ? object.getMap() : instance;
  }
}
