package dev.eventlogger.schema.registry;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The size of a value, which decides how much work it may cause. */
class PlainSizeTest {

  @Test
  void countsValuesCharactersAndThePathsToThem() throws Exception {
    PlainJson plain = new PlainJson(100);
    assertThat(plain.object(Map.of("ab", Map.of("c", "xyz", "d", List.of(1, Map.of("e", true))))))
        .hasSize(1);

    // ab, c, d, 1, the object of e, and true; "abcde" and "xyz"; "ab/d/e/" and all on the way to it
    assertThat(plain.size()).isEqualTo(new PlainJson.Size(6, 8, 7, 3 + 5 + 7));
  }

  @Test
  void theLongestPathCountsAndNotTheSumOfThose() throws Exception {
    PlainJson plain = new PlainJson(100);
    plain.object(Map.of("a", 1, "bcd", 2, "ef", Map.of("g", 3)));

    assertThat(plain.size()).isEqualTo(new PlainJson.Size(4, 7, 5, 3 + 5));
  }
}
