package dev.eventlogger.sink.elasticsearch;

import co.elastic.clients.elasticsearch.core.FieldCapsResponse;
import co.elastic.clients.elasticsearch.core.field_caps.FieldCapability;
import dev.eventlogger.query.Field;
import dev.eventlogger.sink.elasticsearch.OwnIndices.OwnIndex;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Compares the types of fields in indices with those that questions rely on. An index that another
 * template made silently finds less than it holds. Immutable.
 */
final class FieldTypes {

  /** The server's word for the type of a field that an index does not know. */
  static final String UNMAPPED = "unmapped";

  private static final String REMEDY =
      "; another template made it: reindex what it holds, or ask for a time without it";

  private final Cluster cluster;
  private final Object what;
  private final Map<String, String> types = new TreeMap<>();

  /**
   * For the fields that hold these parts of events.
   *
   * @param what is asked, for messages
   */
  FieldTypes(Cluster cluster, Object what, Collection<Field.Part> parts) {
    this.cluster = cluster;
    this.what = what;
    for (Field.Part part : parts) {
      switch (part) {
        case DATA, CONTEXT -> {
          types.put(DataQuery.root(part), "flattened");
          types.put(DocumentWriter.PARTLY_INDEXED, "boolean");
        }
        case CREATED_AT -> types.put(FilterQuery.field(part), "date_nanos");
        case DURATION_MS -> types.put(FilterQuery.field(part), "long");
        default -> types.put(FilterQuery.field(part), "keyword");
      }
    }
  }

  /** Those indices that have other types, each with what is wrong. */
  Map<String, String> unfit(List<OwnIndex> indices) {
    Map<String, String> unfit = new TreeMap<>();
    List<String> fields = List.copyOf(types.keySet());
    ask(cluster, what, indices, fields).forEach((asked, answer) -> compare(asked, answer, unfit));
    return unfit;
  }

  private void compare(List<String> asked, FieldCapsResponse answer, Map<String, String> unfit) {
    for (String index : answer.indices()) {
      types.forEach(
          (field, type) -> {
            String other = typeIn(index, answer.fields().getOrDefault(field, Map.of()));
            if (!other.equals(type)) {
              // An alias or a data stream is asked alone; any index in it counts as the whole.
              unfit.putIfAbsent(
                  asked.contains(index) ? index : asked.get(0),
                  "has the field " + field + " as " + other + ", not as " + type + REMEDY);
            }
          });
    }
  }

  /**
   * The type of a field in an index. The answer names the indices of a type only if there are
   * several types.
   */
  private static String typeIn(String index, Map<String, FieldCapability> found) {
    for (FieldCapability type : found.values()) {
      if (type.indices().isEmpty() || type.indices().contains(index)) {
        return type.type();
      }
    }
    return UNMAPPED;
  }

  /**
   * Asks indices about fields.
   *
   * @return answers by the names that were asked
   * @throws IndexGoneException if not all of them answer
   */
  static Map<List<String>, FieldCapsResponse> ask(
      Cluster cluster, Object what, List<OwnIndex> indices, List<String> fields) {
    List<String> plain = indices.stream().filter(OwnIndex::isPlain).map(OwnIndex::name).toList();
    List<List<String>> parts = Cluster.inParts(plain);
    indices.stream().filter(i -> !i.isPlain()).forEach(i -> parts.add(List.of(i.name())));
    Map<List<String>, FieldCapsResponse> answers = new LinkedHashMap<>();
    for (List<String> part : parts) {
      answers.put(part, askPart(cluster, what, part, fields));
    }
    return answers;
  }

  private static FieldCapsResponse askPart(
      Cluster cluster, Object what, List<String> names, List<String> fields) {
    Set<String> silent = new TreeSet<>(names);
    try {
      FieldCapsResponse answer =
          cluster.answer(
              what,
              () ->
                  cluster
                      .client()
                      .fieldCaps(caps -> caps.index(names).includeUnmapped(true).fields(fields)));
      silent.removeAll(answer.indices());
      // An alias or a data stream is asked alone, and answers with other names.
      if (!answer.indices().isEmpty() && (names.size() == 1 || silent.isEmpty())) {
        return answer;
      }
    } catch (IndexGoneException e) {
      // None of the indices answers.
    }
    throw new IndexGoneException(
        cluster.where(what)
            + ": not all events can be read: no answer from "
            + FailedIndices.text(silent));
  }
}
