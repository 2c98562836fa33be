package dev.eventlogger.spi;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class OneLineTest {

  @ParameterizedTest
  @CsvSource({
    "00", "09", "0A", "0D", "1B", "1F", "7F", "80", "85", "9B", "9F", "AD", "061C", "200B", "200D",
    "200E", "200F", "2028", "2029", "202A", "202E", "2060", "2066", "2069", "FEFF", "D800", "DFFF"
  })
  void escapesWhatEndsALineSteersOrHides(String hex) {
    int character = Integer.parseInt(hex, 16);

    assertThat(OneLine.escape("a" + (char) character + "b"))
        .isEqualTo(String.format("a\\u%04xb", character));
  }

  @Test
  void escapesACharacterBeyondSixteenBitsAsItsTwoHalves() {
    assertThat(OneLine.escape("\uD83D\uDE00\uDB40\uDC41"))
        .isEqualTo("\uD83D\uDE00" + "\\udb40\\udc41");
  }

  @Test
  void leavesAllOtherTextAsItIs() {
    String text = " ~\u00a0\u00e9e\u0301\u05e9\u4e2d\ufffd\uD83D\uDE00\"\\";

    assertThat(OneLine.escape(text)).isSameAs(text);
  }
}
