package dev.eventlogger.schema.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.eventlogger.schema.registry.PlainJson.NotPlainException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The normal form that values get before they are checked. */
@Timeout(60)
class PlainJsonTest {

  private static final long EXACT = 1L << 53;
  private static final BigInteger HUGE = BigInteger.TEN.pow(400);
  private static final BigDecimal TINY = new BigDecimal("1e-400");

  static Stream<Arguments> numbers() {
    return Stream.of(
        Arguments.of((byte) 7, 7L),
        Arguments.of((short) 7, 7L),
        Arguments.of(7, 7L),
        Arguments.of(EXACT, EXACT),
        Arguments.of(-EXACT, -EXACT),
        Arguments.of(EXACT + 1, BigInteger.valueOf(EXACT + 1)),
        Arguments.of(-EXACT - 1, BigInteger.valueOf(-EXACT - 1)),
        Arguments.of(new BigInteger("7"), 7L),
        Arguments.of(BigInteger.valueOf(Long.MAX_VALUE), BigInteger.valueOf(Long.MAX_VALUE)),
        Arguments.of(BigInteger.ONE.shiftLeft(63), BigInteger.ONE.shiftLeft(63)),
        Arguments.of(HUGE, HUGE),
        Arguments.of(HUGE.add(BigInteger.ONE), HUGE),
        Arguments.of(HUGE.multiply(HUGE).negate(), HUGE.negate()),
        Arguments.of(0.1f, 0.1),
        Arguments.of(0.1, 0.1),
        Arguments.of(new BigDecimal("2.0"), 2L),
        Arguments.of(new BigDecimal("2e3"), 2000L),
        Arguments.of(new BigDecimal("0.5"), 0.5),
        Arguments.of(
            new BigDecimal("0.1000000000000000001"), new BigDecimal("0.1000000000000000001")),
        Arguments.of(new BigDecimal("0e999999"), 0L),
        Arguments.of(new BigDecimal("0e-999999"), 0L),
        Arguments.of(new BigDecimal("1e399"), BigInteger.TEN.pow(399)),
        Arguments.of(new BigDecimal("1e999999999"), HUGE),
        Arguments.of(new BigDecimal("-1e999999999"), HUGE.negate()),
        Arguments.of(new BigDecimal("1e-999999999"), TINY),
        Arguments.of(new BigDecimal("-1e-999999999"), TINY.negate()),
        Arguments.of(new BigDecimal("1e-300"), 1e-300));
  }

  @ParameterizedTest
  @MethodSource("numbers")
  void numbersAreWhatVertxComparesRight(Number number, Number expected) throws Exception {
    assertThat(copied(Map.of("a", number))).isEqualTo(Map.of("a", expected));
  }

  @Test
  void refusesWhatIsNoJsonAndSaysWhere() {
    assertThatThrownBy(() -> copied(Map.of("a", List.of(1, Double.NaN))))
        .isInstanceOfSatisfying(
            NotPlainException.class,
            e -> {
              assertThat(e.at()).isEqualTo("/a/1");
              assertThat(e.problem()).contains("not a finite number");
            });
    assertThatThrownBy(() -> copied(Map.of("a", Float.POSITIVE_INFINITY)))
        .hasMessageContaining("not a finite number");
    assertThatThrownBy(() -> copied(Map.of(1, 2))).hasMessageContaining("keys must be text");
    assertThatThrownBy(() -> copied(Map.of("a", new Object())))
        .hasMessageContaining("is a java.lang.Object");
  }

  @Test
  void countsValuesAndTakesNoMoreThanItMay() throws Exception {
    Map<String, Object> data = Map.of("a", List.of(1, 2), "b", Map.of("c", true));
    PlainJson copy = new PlainJson(5);
    assertThat(copy.object(data)).isEqualTo(Map.of("a", List.of(1L, 2L), "b", Map.of("c", true)));

    assertThat(copy.size().values()).isEqualTo(5);
    assertThatThrownBy(() -> new PlainJson(4).object(data)).hasMessage("has more than 4 values");
  }

  @Test
  void goesAsDeepAsAnEventMayAndNoDeeper() throws Exception {
    assertThat(copied(nested(102, true))).isEqualTo(nested(102, true));
    assertThat(copied(nested(102, false))).isEqualTo(nested(102, false));
    assertThatThrownBy(() -> copied(nested(103, true))).hasMessageContaining("102 levels");
    assertThatThrownBy(() -> copied(nested(103, false))).hasMessageContaining("102 levels");
  }

  private static Map<String, Object> nested(int levels, boolean inObjects) {
    Object value = inObjects ? Map.of() : List.of();
    for (int level = 2; level < levels; level++) {
      value = inObjects ? Map.of("a", value) : List.of(value);
    }
    return Collections.singletonMap("a", value);
  }

  private static Map<String, Object> copied(Map<?, ?> data) throws NotPlainException {
    return new PlainJson(1000).object(data);
  }
}
