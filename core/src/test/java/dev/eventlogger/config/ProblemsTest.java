package dev.eventlogger.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class ProblemsTest {

  private final Problems problems = new Problems();

  @Test
  void gathersInOrderAndThrowsOnce() {
    assertThat(problems.collect(() -> "value")).isEqualTo("value");
    assertThat(problems.<String>collect(() -> fail(new ConfigException(List.of("a", "b")))))
        .isNull();
    problems.add("c");
    assertThat(problems.<String>collect(() -> fail(new IllegalArgumentException("d")))).isNull();
    assertThat(problems.<String>collect(() -> fail(new IllegalArgumentException()))).isNull();

    assertThatThrownBy(problems::throwIfAny)
        .isInstanceOf(ConfigException.class)
        .hasMessage("a\nb\nc\nd\njava.lang.IllegalArgumentException");
  }

  @Test
  void throwsNothingWhereNothingIsWrong() {
    assertThatCode(problems::throwIfAny).doesNotThrowAnyException();
  }

  @Test
  void letsAFaultOfTheCodeThrough() {
    assertThatThrownBy(() -> problems.collect(() -> fail(new IllegalStateException("bug"))))
        .isInstanceOf(IllegalStateException.class);
  }

  private static String fail(RuntimeException e) {
    throw e;
  }
}
