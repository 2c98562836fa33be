package dev.eventlogger.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class FacetQueryTest {

  @Test
  void isAQuestionForEachField() {
    FacetQuery query = new FacetQuery(EventFilter.ALL, List.of(Field.UID, Field.data("x")), 5);

    assertThat(query.each())
        .containsExactly(
            new UsageQuery(EventFilter.ALL, null, Field.UID, 5),
            new UsageQuery(EventFilter.ALL, null, Field.data("x"), 5));
  }

  @Test
  void takesSomeDifferentFields() {
    assertThatThrownBy(() -> query(List.of(), 1)).hasMessage("fields: must be 1 to 20, not 0");
    List<Field> many = IntStream.range(0, 21).mapToObj(i -> Field.data("x" + i)).toList();
    assertThatThrownBy(() -> query(many, 1)).hasMessage("fields: must be 1 to 20, not 21");
    assertThatThrownBy(() -> query(Collections.nCopies(2, Field.UID), 1))
        .hasMessage("fields: must be different");
    assertThatThrownBy(() -> query(List.of(Field.MESSAGE), 1))
        .hasMessageStartingWith("events cannot be counted by message");
  }

  @Test
  void limitsItsValues() {
    assertThatThrownBy(() -> query(List.of(Field.UID), 0))
        .hasMessage("limit: must be from 1 to 1000, not 0");
    assertThatThrownBy(() -> query(List.of(Field.UID), 1_001))
        .hasMessage("limit: must be from 1 to 1000, not 1001");
  }

  private static FacetQuery query(List<Field> fields, int limit) {
    return new FacetQuery(EventFilter.ALL, fields, limit);
  }
}
