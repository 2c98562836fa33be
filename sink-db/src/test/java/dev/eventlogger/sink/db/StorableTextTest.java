package dev.eventlogger.sink.db;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class StorableTextTest {

  @Test
  void leavesOrdinaryTextAlone() {
    String text = "plain \n \u00e9 \uD83D\uDE00 \\u0000";
    assertThat(StorableText.encode(text)).isSameAs(text);
    assertThat(StorableText.decode(text)).isSameAs(text);
  }

  @Test
  void escapesWhatADatabaseCannotHold() {
    assertThat(StorableText.encode("a\u0000b")).isEqualTo("a\u001a0000b");
    assertThat(StorableText.encode("\uD83D")).isEqualTo("\u001ad83d");
    assertThat(StorableText.encode("\u001a")).isEqualTo("\u001a001a");
    assertThat(StorableText.encodeJson("{\"v\":\"a\\u0000b\"}"))
        .isEqualTo("{\"v\":\"a\\u001a0000b\"}");
    assertThat(StorableText.encodeJson("\"\\ud83d\\ude00\"")).isEqualTo("\"\\ud83d\\ude00\"");
    assertThat(StorableText.encodeJson("\"\\ude00\\ud83d\""))
        .isEqualTo("\"\\u001ade00\\u001ad83d\"");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\"\\\\u0000\"",
        "\"\\\\\\u0000\"",
        "\"\\u001a0000\"",
        "\"\\u001A\\u001a\"",
        "\"\\u00\"",
        "\"\\\"\\u0000\\ud83d\\ude00\\udeff\"",
        "\\",
      })
  void givesJsonBackAsItWas(String json) {
    assertThat(StorableText.decodeJson(StorableText.encodeJson(json))).isEqualTo(json);
  }

  @Test
  void leavesAnEscapedBackslashBeforeUAlone() {
    assertThat(StorableText.encodeJson("\"\\\\u0000\"")).isEqualTo("\"\\\\u0000\"");
  }

  @Test
  void givesEveryTextBackAsItWas() {
    Random random = new Random(1);
    char[] alphabet = {0, 0x1a, 'a', '0', 'd', '8', 0xD83D, 0xDE00, '\\', 'u'};
    for (int i = 0; i < 50_000; i++) {
      StringBuilder text = new StringBuilder();
      for (int length = random.nextInt(12); length > 0; length--) {
        text.append(alphabet[random.nextInt(alphabet.length)]);
      }
      String encoded = StorableText.encode(text.toString());
      assertThat(StorableText.decode(encoded)).isEqualTo(text.toString());
      assertThat(encoded.codePoints()).noneMatch(c -> c == 0 || (c >= 0xD800 && c <= 0xDFFF));
      String json = '"' + text.toString().replace("\\", "\\u0000").replace("a", "\\u001a") + '"';
      assertThat(StorableText.decodeJson(StorableText.encodeJson(json))).isEqualTo(json);
    }
  }

  /** Otherwise somebody could write a text in another form, which a condition would miss. */
  @Test
  void takesATextInItsOneFormOnly() {
    for (String text :
        List.of("\u001a0041", "\u001ad83d\u001ade00", "\u001aD83D", "\u001a", "\u001a00")) {
      assertThat(StorableText.decode(text)).as("%s", text).isEqualTo(text);
    }
    for (String json : List.of("\"\\u001a0041\"", "\"\\u001a0001\"", "\"\\u001a\"")) {
      assertThat(StorableText.decodeJson(json)).as("%s", json).isEqualTo(json);
    }
  }
}
