package dev.eventlogger.sink.console;

import static org.assertj.core.api.Assertions.assertThat;

import dev.eventlogger.sink.console.ConsoleEventLogger.Stream;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class TerminalTest {

  @Test
  void honoursNoColor() {
    assertThat(Terminal.allowsColor(Map.of("NO_COLOR", "1"))).isFalse();
    assertThat(Terminal.allowsColor(Map.of("NO_COLOR", ""))).isTrue();
    assertThat(Terminal.allowsColor(Map.of("TERM", "xterm"))).isTrue();
  }

  @Test
  void printsNoColorsOnADumbTerminal() {
    assertThat(Terminal.allowsColor(Map.of("TERM", "dumb"))).isFalse();
  }

  @Test
  void takesStandardErrorForNoTerminal() {
    assertThat(Terminal.takesColor(Stream.ERR)).isFalse();
  }
}
