package dev.eventlogger.query.text;

import static dev.eventlogger.query.Operator.AT_LEAST;
import static dev.eventlogger.query.Operator.CONTAINS;
import static dev.eventlogger.query.Operator.EXISTS;
import static dev.eventlogger.query.Operator.GREATER;
import static dev.eventlogger.query.Operator.NOT_EQUAL;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.eventlogger.query.Condition;
import dev.eventlogger.query.Field;
import java.math.BigDecimal;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WhereTextTest {

  private static final Field N = Field.data("n");

  @Test
  void readsAFieldAnOperatorAndAValue() {
    assertThat(WhereText.parse("uid=42")).isEqualTo(Condition.equal(Field.UID, "42"));
    assertThat(WhereText.parse("uid != 42 ")).isEqualTo(Condition.of(Field.UID, NOT_EQUAL, "42"));
    assertThat(WhereText.parse("message contains a b"))
        .isEqualTo(Condition.of(Field.MESSAGE, CONTAINS, "a b"));
    assertThat(WhereText.parse("data.n exists")).isEqualTo(Condition.of(N, EXISTS));
    assertThat(WhereText.parse("data.\"a=b\"=c"))
        .isEqualTo(Condition.equal(Field.data("a=b"), "c"));
  }

  @Test
  void takesANumberForOneInRangesOfDataAndTextInQuotesForText() {
    assertThat(WhereText.parse("data.n>=5"))
        .isEqualTo(Condition.of(N, AT_LEAST, new BigDecimal("5")));
    assertThat(WhereText.parse("data.n>\"5\"")).isEqualTo(Condition.of(N, GREATER, "5"));
    assertThat(WhereText.parse("message contains \" x\""))
        .isEqualTo(Condition.of(Field.MESSAGE, CONTAINS, " x"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "element RUN|must be a field, one of = != < <= > >= contains exists, and a value, such as"
            + " data.element=RUN",
        "elemen=RUN|unknown field \"elemen\" (known: id, ",
        "data.x exists 5|data.x exists: takes no value",
        "data.x=\"5|a value in quotes must be a JSON text, such as \"a b\""
      })
  void saysWhatIsWrong(String text, String message) {
    assertThatThrownBy(() -> WhereText.parse(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith(message);
  }
}
