package org.example.application;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.InputStream;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import org.example.application.Document.Block;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(120)
class OrdersTest {

  private static final Document PAGE = Document.page("transactions.md");

  @TempDir private Path folder;

  @Test
  void recordsTheOrderThatWasPlacedAndNoOther() throws Exception {
    Program program = new Program(folder);

    String printed = program.run(Orders.class, "orders.yaml");

    assertThat(printed).matches(first("java").outputPattern());
    assertThat(program.delivered("events.ndjson"))
        .singleElement()
        .satisfies(event -> assertThat(event.data()).isEqualTo(Map.of("order", 1)));
  }

  @Test
  void isConfiguredAsThePageSays() throws Exception {
    try (InputStream yaml = Orders.class.getResourceAsStream("orders.yaml")) {
      assertThat(new String(Objects.requireNonNull(yaml).readAllBytes(), UTF_8))
          .isEqualTo(first("yaml").code());
    }
  }

  private static Block first(String language) {
    return PAGE.blocks().stream()
        .filter(block -> block.language().equals(language))
        .findFirst()
        .orElseThrow();
  }
}
