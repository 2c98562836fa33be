package dev.eventlogger.sink.elasticsearch;

import co.elastic.clients.elasticsearch.ElasticsearchClient;
import co.elastic.clients.elasticsearch._types.query_dsl.Query;
import dev.eventlogger.query.Field;
import dev.eventlogger.sink.elasticsearch.TypedData.FieldType;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Which data fields the indices give a type; they say so themselves. Thread-safe. */
final class StoredTypes {

  private final ElasticsearchClient client;
  private final String indices;

  StoredTypes(ElasticsearchClient client, String indices) {
    this.client = client;
    this.indices = indices;
  }

  /** What the index calls a data field that has a type. */
  static String name(Field field) {
    return DocumentWriter.TYPED + "." + String.join(".", field.path());
  }

  /**
   * The type of a field, if it has the same one in all indices that may hold events of a time.
   *
   * @param times the query for that time
   */
  Optional<FieldType> find(Field field, Query times) {
    if (field.part() != Field.Part.DATA
        || !field.path().stream().allMatch(name -> SchemaFields.NAME.matcher(name).matches())) {
      return Optional.empty();
    }
    Set<String> types =
        Requests.answer(
                indices,
                () ->
                    client.fieldCaps(
                        caps ->
                            caps.index(indices)
                                .allowNoIndices(true)
                                .ignoreUnavailable(true)
                                .includeUnmapped(true)
                                .indexFilter(times)
                                .fields(name(field))))
            .fields()
            .getOrDefault(name(field), Map.of())
            .keySet();
    return Arrays.stream(FieldType.values())
        .filter(type -> types.equals(Set.of(type.fieldType())))
        .findFirst();
  }
}
