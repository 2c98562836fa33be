package dev.eventlogger.intake.schema;

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
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Vert.x's verdict on values. The only class that knows Vert.x, together with {@link VertxSchema},
 * which writes a schema so that Vert.x's traps stay closed. Thread-safe.
 */
final class VertxValidator {

  /** Vert.x asks for a URI to resolve references against; ours are all local. */
  private static final String BASE = "schema://linked/";

  /**
   * One thing Vert.x found.
   *
   * @param at the place in the value, as Vert.x writes it: {@code #/a/b}
   * @param keyword the place in the schema, references followed: {@code #/$ref/properties/a/type}
   * @param error what Vert.x says; may hold values of the event
   */
  record Finding(String at, String keyword, String error) {}

  private final OwnChecks ownChecks = new OwnChecks();
  private final List<Pattern> keyPatterns;
  private final Validator validator;

  @SuppressWarnings("ThreadLocalUsage") // removed at the end of each validation
  private final ThreadLocal<@Nullable WorkBudget> budget = new ThreadLocal<>();

  VertxValidator(LinkedSchema linked) {
    VertxSchema schema = new VertxSchema(ownChecks);
    JsonSchema root = schema.root(linked);
    keyPatterns = schema.keyPatterns();
    JsonSchemaOptions options =
        new JsonSchemaOptions()
            .setBaseUri(BASE)
            .setDraft(draft(linked.draft()))
            .setOutputFormat(OutputFormat.Basic);
    validator = Validator.create(root, options, this::format);
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

  /** A file of the meta-schemas that Vert.x brings, or null. */
  static @Nullable InputStream metaSchemaFile(String path) {
    return Validator.class.getResourceAsStream(path);
  }

  /**
   * Checks a value.
   *
   * @param value as {@link PlainJson} copies values
   * @param values how many values it consists of
   * @return all that is wrong, and some things twice; empty if it is valid
   * @throws WorkExceededException if it takes too long to tell
   * @throws RuntimeException for what Vert.x stumbles over
   */
  List<Finding> validate(Map<String, @Nullable Object> value, int values) {
    WorkBudget work = new WorkBudget(values);
    budget.set(work);
    try {
      OwnChecks.spendOnKeys(keyPatterns, value, work);
      OutputUnit verdict = validator.validate(value);
      if (verdict.getValid()) {
        return List.of();
      }
      List<OutputUnit> errors = verdict.getErrors();
      // A schema that is just "false" gives none.
      return errors == null || errors.isEmpty()
          ? List.of(new Finding("#", "#", ""))
          : errors.stream().map(VertxValidator::finding).toList();
    } finally {
      budget.remove();
    }
  }

  private static Finding finding(OutputUnit unit) {
    return new Finding(unit.getInstanceLocation(), unit.getKeywordLocation(), unit.getError());
  }

  /** Vert.x calls this once for each schema and value that it evaluates. */
  private @Nullable String format(String type, @Nullable String format, @Nullable Object instance) {
    WorkBudget work = budget.get();
    if (work == null) {
      throw new IllegalStateException("called outside of a validation");
    }
    work.spendEvaluation();
    return ownChecks.problem(format, plain(instance), work);
  }

  private static @Nullable Object plain(@Nullable Object instance) {
    if (instance instanceof JsonArray array) {
      return array.getList();
    }
    return instance instanceof JsonObject object ? object.getMap() : instance;
  }
}
