package dev.eventlogger.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class CellTest {

  @Test
  void cutsWhatIsTooWide() {
    assertThat(Cell.of("abc", 3)).isEqualTo("abc");
    assertThat(Cell.of("abcd", 3)).isEqualTo("ab…");
    assertThat(Cell.of("x".repeat(1_000_000), 3)).isEqualTo("xx…");
    assertThat(Cell.of("\u4E2D\u6587\u5B57", 5)).isEqualTo("\u4E2D\u6587…");
    assertThat(Cell.of("\uD83D\uDE00\uD83D\uDE00", 3)).isEqualTo("\uD83D\uDE00…");
  }

  @Test
  void escapesWhatATerminalObeys() {
    assertThat(Cell.of("a\u001b[31m\n", 40)).isEqualTo("a\\u001b[31m\\u000a");
    assertThat(Cell.of("\u202e\u200b\uD83D", 40)).isEqualTo("\\u202e\\u200b\\ud83d");
  }

  @Test
  void countsColumnsAsTerminalsDo() {
    assertThat(Cell.width("e\u0301")).isEqualTo(1);
    assertThat(Cell.width("\u4E2D")).isEqualTo(2);
    assertThat(Cell.padded("\u4E2D", 4)).isEqualTo("\u4E2D  ");
  }
}
