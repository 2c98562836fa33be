package dev.eventlogger.schema.registry;

import dev.eventlogger.event.JsonPointers;
import dev.eventlogger.schema.pattern.EcmaPattern;
import dev.eventlogger.schema.pattern.MalformedPatternException;
import dev.eventlogger.schema.registry.SchemaDocument.Subschema;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Visits every schema in a document, registers it there, and collects problems that a meta-schema
 * cannot find: patterns that do not compile, names given twice, keywords of a later draft. Must
 * tolerate wrong shapes, since it may run before the meta-schema. For one document.
 */
final class SubschemaWalk {

  // Bounds that a double can hold, and that do not exceed where PlainJson cuts numbers.
  private static final BigDecimal LARGEST_NUMBER = new BigDecimal("1e308");
  private static final int MOST_DECIMALS = 350;

  private final SchemaDocument document;
  private final List<SchemaProblem> problems = new ArrayList<>();

  SubschemaWalk(SchemaDocument document) {
    this.document = document;
  }

  List<SchemaProblem> problems() {
    return problems;
  }

  void walk() {
    schema(document.json(), document.uri(), "", true);
  }

  private void schema(@Nullable Object value, URI outer, String at, boolean isRoot) {
    if (!(value instanceof Map<?, ?> schema)) {
      return;
    }
    URI base = isRoot ? outer : baseOf(schema, outer, at);
    Subschema subschema = new Subschema(document, schema, base, at);
    document.add(subschema);
    if (!base.equals(outer) || isRoot) {
      document.addName(base.toString(), subschema);
    }
    anchors(schema, subschema);
    dynamicAnchors(schema, subschema, isRoot || !base.equals(outer));
    for (Map.Entry<?, ?> entry : schema.entrySet()) {
      String word = (String) entry.getKey();
      keyword(word, entry.getValue(), base, at + "/" + JsonPointers.segment(word));
    }
  }

  private URI baseOf(Map<?, ?> schema, URI outer, String at) {
    Object id = schema.get(document.draft() == Draft.DRAFT_4 ? "id" : "$id");
    boolean hidden = document.draft().refStandsAlone() && schema.containsKey("$ref");
    if (!(id instanceof String text) || text.startsWith("#") || hidden) {
      return outer;
    }
    URI resolved = SchemaUris.resolve(outer, text);
    if (resolved == null) {
      problem(at + "/$id", "is no URI reference (RFC 3986)");
      return outer;
    }
    return resolved;
  }

  private void anchors(Map<?, ?> schema, Subschema subschema) {
    for (String word : List.of("$anchor", "$dynamicAnchor")) {
      if (schema.get(word) instanceof String name) {
        document.addName(subschema.base() + "#" + name, subschema);
      }
    }
    // Draft 7 and earlier have no $anchor: there an $id of "#name" serves as one.
    Object id = schema.get(document.draft() == Draft.DRAFT_4 ? "id" : "$id");
    if (id instanceof String name && name.startsWith("#")) {
      document.addName(subschema.base() + name, subschema);
    }
  }

  private void dynamicAnchors(Map<?, ?> schema, Subschema subschema, boolean isResource) {
    if (document.draft() == Draft.DRAFT_2020_12
        && schema.get("$dynamicAnchor") instanceof String name) {
      document.addDynamicAnchor(name, subschema);
    }
    if (document.draft() == Draft.DRAFT_2019_09
        && isResource
        && Boolean.TRUE.equals(schema.get("$recursiveAnchor"))) {
      document.addDynamicAnchor(DynamicScope.RECURSIVE, subschema);
    }
  }

  private void keyword(String word, @Nullable Object value, URI base, String at) {
    Keyword keyword = Keyword.of(word);
    if (keyword == null) {
      // Others may refer to these, in every draft.
      if (word.equals("$defs") || word.equals("definitions")) {
        schemaMap(value, base, at);
      }
    } else if (keyword.isIn(document.draft())) {
      keyword(keyword, value, base, at);
    } else {
      problem(
          at, "is no keyword of " + document.draft() + "; name the draft that has it in $schema");
    }
  }

  private void keyword(Keyword keyword, @Nullable Object value, URI base, String at) {
    switch (keyword.kind()) {
      case PATTERN -> pattern(value, at);
      case NUMBER -> number(value, at);
      case SCHEMA -> schema(value, base, at, false);
      case SCHEMAS -> schemas(value, base, at);
      case SCHEMA_OR_SCHEMAS -> {
        schemas(value, base, at);
        schema(value, base, at, false);
      }
      case SCHEMA_MAP -> {
        patterns(keyword, value, at);
        schemaMap(value, base, at);
      }
      case DEPENDENCIES -> schemaMap(value, base, at);
      case VALUE, COUNT -> {}
    }
  }

  private void schemas(@Nullable Object value, URI base, String at) {
    if (value instanceof List<?> list) {
      for (int index = 0; index < list.size(); index++) {
        schema(list.get(index), base, at + "/" + index, false);
      }
    }
  }

  private void schemaMap(@Nullable Object value, URI base, String at) {
    if (value instanceof Map<?, ?> map) {
      map.forEach(
          (key, schema) ->
              schema(schema, base, at + "/" + JsonPointers.segment((String) key), false));
    }
  }

  private void patterns(Keyword keyword, @Nullable Object value, String at) {
    if (keyword == Keyword.PATTERN_PROPERTIES && value instanceof Map<?, ?> map) {
      map.keySet()
          .forEach(regex -> pattern(regex, at + "/" + JsonPointers.segment((String) regex)));
    }
  }

  private void pattern(@Nullable Object value, String at) {
    if (!(value instanceof String regex)) {
      return;
    }
    try {
      EcmaPattern.compile(regex);
    } catch (MalformedPatternException e) {
      problem(at, "is no regular expression (ECMA-262): " + e.getMessage());
    }
  }

  private void number(@Nullable Object value, String at) {
    BigDecimal number = BigDecimal.ZERO;
    if (value instanceof BigDecimal decimal) {
      number = decimal;
    } else if (value instanceof BigInteger integer) {
      number = new BigDecimal(integer);
    }
    if (number.abs().compareTo(LARGEST_NUMBER) > 0 || number.scale() > MOST_DECIMALS) {
      problem(at, "is a number beyond what a double holds");
    }
  }

  private void problem(String at, String problem) {
    problems.add(new SchemaProblem(document.source(), at, problem));
  }
}
