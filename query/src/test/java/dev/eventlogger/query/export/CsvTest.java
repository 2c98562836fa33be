package dev.eventlogger.query.export;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class CsvTest {

  @Test
  void writesCellsAsRfc4180() {
    assertThat(Csv.line(Arrays.asList("a", null, "b,c", "d\"e", "f\ng", 1)))
        .isEqualTo("a,,\"b,c\",\"d\"\"e\",\"f\ng\",1\r\n");
    assertThat(Csv.line(Arrays.asList(null, null))).isEqualTo(",\r\n");
  }

  @Test
  void putsAnApostropheBeforeWhatASpreadsheetTakesForAFormula() {
    assertThat(Csv.line(List.of("=1", "+1", "-1", "@a", "\tb", "\rc", "a=1", "")))
        .isEqualTo("'=1,'+1,'-1,'@a,'\tb,\"'\rc\",a=1,\r\n");
  }

  @Test
  void escapesWhatATerminalObeysAndWhatTurnsOrHidesText() {
    assertThat(Csv.line(List.of("\u001b[31m", "\u0000", "\u202eb", "\uD83D")))
        .isEqualTo("\\u001b[31m,\\u0000,\\u202eb,\\ud83d\r\n");
    assertThat(Csv.line(List.of("\uD83D\uDE00", "a\u200db")))
        .isEqualTo("\uD83D\uDE00,a\u200db\r\n");
  }
}
