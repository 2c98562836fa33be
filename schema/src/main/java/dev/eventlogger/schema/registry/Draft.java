package dev.eventlogger.schema.registry;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A version of JSON Schema, in the order of publication. Draft 6 is read as draft 7, which only
 * adds to it.
 */
enum Draft {
  DRAFT_4("draft-04", "http://json-schema.org/draft-04/schema"),
  DRAFT_7("draft-07", "http://json-schema.org/draft-07/schema"),
  DRAFT_2019_09("2019-09", "https://json-schema.org/draft/2019-09/schema"),
  DRAFT_2020_12("2020-12", "https://json-schema.org/draft/2020-12/schema");

  /** The names of the drafts, for messages. */
  static final String KNOWN =
      "http://json-schema.org/draft-04/schema#, the same with draft-06 or draft-07,"
          + " https://json-schema.org/draft/2019-09/schema or …/2020-12/schema";

  /**
   * The draft of a schema without {@code $schema}: Jupyter's schemas have none and mean this one.
   */
  static final Draft WHEN_ABSENT = DRAFT_7;

  private final String label;
  private final String metaSchema;

  Draft(String label, String metaSchema) {
    this.label = label;
    this.metaSchema = metaSchema;
  }

  /**
   * The draft that a {@code $schema} names, with http or https, with or without a trailing {@code
   * #}.
   *
   * @return null if there is no such draft
   */
  static @Nullable Draft named(String schemaKeyword) {
    String name = schemaKeyword.replaceFirst("^https?://", "").replaceFirst("#$", "");
    if (name.equals("json-schema.org/draft-06/schema")) {
      return DRAFT_7;
    }
    for (Draft draft : values()) {
      if (name.equals(draft.metaSchema.replaceFirst("^https?://", ""))) {
        return draft;
      }
    }
    return null;
  }

  /** Whether {@code $ref} hides the keywords beside it. */
  boolean refStandsAlone() {
    return compareTo(DRAFT_7) <= 0;
  }

  /** The URI of the meta-schema. */
  String metaSchema() {
    return metaSchema;
  }

  /** The URIs of the parts of the meta-schema. */
  List<String> vocabularies() {
    List<String> names =
        switch (this) {
          case DRAFT_4, DRAFT_7 -> List.of();
          case DRAFT_2019_09 ->
              List.of("core", "applicator", "validation", "meta-data", "format", "content");
          case DRAFT_2020_12 ->
              List.of(
                  "core",
                  "applicator",
                  "unevaluated",
                  "validation",
                  "meta-data",
                  "format-annotation",
                  "content");
        };
    String folder = metaSchema.substring(0, metaSchema.lastIndexOf('/'));
    return names.stream().map(name -> folder + "/meta/" + name).toList();
  }

  @Override
  public String toString() {
    return label;
  }
}
