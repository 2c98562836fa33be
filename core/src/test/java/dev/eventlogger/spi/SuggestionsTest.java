package dev.eventlogger.spi;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SuggestionsTest {

  @ParameterizedTest
  @CsvSource({
    "tabel, table",
    "tabl, table",
    "tablle, table",
    "tible, table",
    "TABLE, table",
    "ulr, url",
    "tebel, table"
  })
  void suggestsWhatIsNear(String typed, String meant) {
    assertThat(Suggestions.closest(typed, List.of("url", "table"))).contains(meant);
  }

  @ParameterizedTest
  @CsvSource({"chair, table", "lbeta, table", "ur, url1", "u, url", "'', a"})
  void suggestsNothingThatIsFar(String typed, String known) {
    assertThat(Suggestions.closest(typed, List.of(known))).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "access_key, access_key_id",
    "Access_Key, access_key_id",
    "keep, keep-files",
    "path_name, path",
    "data, data.x"
  })
  void suggestsANameOfMoreOrFewerWords(String typed, String meant) {
    assertThat(Suggestions.closest(typed, List.of("retention", meant))).contains(meant);
  }

  @ParameterizedTest
  @CsvSource({"ke, ke_files", "access, accessible", "retentionals, retention"})
  void suggestsNoNameThatOnlyBeginsAlike(String typed, String known) {
    assertThat(Suggestions.closest(typed, List.of(known))).isEmpty();
  }

  @Test
  void prefersTheNearestThenTheFirst() {
    assertThat(Suggestions.closest("table", List.of("tables2", "cable", "fable")))
        .contains("cable");
  }
}
