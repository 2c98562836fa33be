package dev.eventlogger.schema.privacy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class HashKeyTest {

  @Test
  void doesNotPrint() {
    assertThat(HashKey.parse("sixteen letters!")).hasToString("HashKey[****]");
  }

  @Test
  void oneThatCanBeGuessedIsRefusedWithoutShowingIt() {
    assertThatThrownBy(() -> HashKey.parse("fifteen letters"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("must have at least 16 characters, so that nobody can guess it");
  }
}
