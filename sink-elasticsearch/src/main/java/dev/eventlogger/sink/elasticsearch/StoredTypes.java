package dev.eventlogger.sink.elasticsearch;

import co.elastic.clients.elasticsearch.core.FieldCapsResponse;
import dev.eventlogger.query.Field;
import dev.eventlogger.sink.elasticsearch.TypedData.FieldType;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Which data fields are typed in the indices of a question, according to these indices. */
final class StoredTypes {

  private final Scope scope;

  StoredTypes(Scope scope) {
    this.scope = scope;
  }

  /** The name in the index of a typed data field. */
  static String name(Field field) {
    return DocumentWriter.TYPED + "." + String.join(".", field.path());
  }

  /** Whether any index may hold events of the time asked for. */
  boolean areAsked() {
    return scope.hasIndexInTime();
  }

  /** The type of a field, if it is the same in all indices of the time asked for. */
  Optional<FieldType> find(Field field) {
    if (field.part() != Field.Part.DATA
        || !field.path().stream().allMatch(name -> SchemaFields.NAME.matcher(name).matches())) {
      return Optional.empty();
    }
    Set<String> types = new HashSet<>();
    for (FieldCapsResponse answer : scope.fields(List.of(name(field)))) {
      Set<String> found = answer.fields().getOrDefault(name(field), Map.of()).keySet();
      types.addAll(found.isEmpty() ? Set.of(FieldTypes.UNMAPPED) : found);
    }
    return Arrays.stream(FieldType.values())
        .filter(type -> types.equals(Set.of(type.fieldType())))
        .findFirst();
  }
}
