package dev.eventlogger.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ArgumentsTest {

  @Test
  void areTakenIfTheyAreText() {
    assertThat(Arguments.problem(List.of("erase", "--uid", "m\u00fcller", "why?"), "UTF-8"))
        .isNull();
    assertThat(Arguments.problem(List.of("erase", "--uid", "mueller"), "ANSI_X3.4-1968")).isNull();
  }

  @Test
  void areRefusedIfTheJvmReplacedSomethingInThem() {
    assertThat(Arguments.problem(List.of("erase", "--uid", "m\uFFFDller"), "UTF-8"))
        .isEqualTo(
            "argument 3: holds what is not text in UTF-8, which arguments are read in; write it in"
                + " UTF-8, in a locale such as C.UTF-8 (LC_ALL=C.UTF-8)");
    assertThat(Arguments.problem(List.of("m??ller"), "ANSI_X3.4-1968")).startsWith("argument 1:");
  }

  @Test
  void soAreVariablesOfTheCommand() {
    assertThat(Arguments.problem(Map.of("EVENT_LOGGER_NAME", "m\uFFFD", "OTHER", "x")))
        .isEqualTo("EVENT_LOGGER_NAME: holds what is not text in the locale's encoding");
    assertThat(Arguments.problem(Map.of("EVENT_LOGGER_NAME", "db", "OTHER", "\uFFFD"))).isNull();
  }
}
