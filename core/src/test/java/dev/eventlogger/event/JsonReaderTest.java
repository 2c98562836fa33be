package dev.eventlogger.event;

import static java.nio.charset.StandardCharsets.UTF_16LE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(20)
class JsonReaderTest {

  private final JsonReader reader = new JsonReader();

  @Test
  void readsEveryKindOfValue() throws MalformedJsonException {
    Object value =
        reader.read("{\"a\":[1,2.5,\"x\",true,false,{}],\"b\":3000000000,\"ü\":\"\\u00fc\"}");

    assertThat(value)
        .isEqualTo(
            Map.of("a", List.of(1, 2.5, "x", true, false, Map.of()), "b", 3000000000L, "ü", "ü"));
    assertThat(reader.read("null")).isNull();
  }

  @Test
  void keepsTheOrderOfKeys() throws MalformedJsonException {
    assertThat(reader.read("{\"c\":1,\"a\":2,\"b\":3}")).hasToString("{c=1, a=2, b=3}");
  }

  @Test
  void numbersKeepTheirValue() throws MalformedJsonException {
    assertThat(reader.read("0.1")).isEqualTo(0.1);
    assertThat(reader.read("0.12345678901234567890"))
        .isEqualTo(new BigDecimal("0.12345678901234567890"));
    assertThat(reader.read("1e131000")).isEqualTo(new BigDecimal("1e131000"));
    assertThat(reader.read("1e-131000")).isEqualTo(new BigDecimal("1e-131000"));
    assertThat(reader.read("18446744073709551616")).isEqualTo(BigInteger.ONE.shiftLeft(64));
  }

  @Test
  void whatIsReadIsUnmodifiable() throws MalformedJsonException {
    Map<?, ?> object = (Map<?, ?>) reader.read("{\"a\":[1]}");

    assertThatThrownBy(object::clear).isInstanceOf(UnsupportedOperationException.class);
    assertThatThrownBy(((List<?>) object.get("a"))::clear)
        .isInstanceOf(UnsupportedOperationException.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{",
        "[1,",
        "{\"a\"}",
        "{\"a\":}",
        "{\"a\":1,}",
        "[1,]",
        "{'a':1}",
        "{a:1}",
        "NaN",
        "[Infinity]",
        "-",
        "01",
        "+1",
        "1.",
        ".5",
        "0x1",
        "nul",
        "tru",
        "\"a",
        "\"\\x\"",
        "\"\\u12\"",
        "\"a\nb\"",
        "// comment\n1",
        "]",
        "}"
      })
  void refusesWhatIsNotJson(String text) {
    assertThat(problem(text).toString()).startsWith("not JSON, at line ");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {"{} {}", "1 2", "{}x", "[]]"})
  void refusesWhatFollows(String text) {
    assertThat(problem(text).problem()).startsWith("not JSON");
  }

  @Test
  void saysWhereTheTextIsWrong() {
    assertThat(problem("{\"a\": 1,\n \"b\": ?}"))
        .isEqualTo(new Problem("", "not JSON, at line 2, column 7"));
  }

  @Test
  void refusesDuplicateKeysAtAnyDepth() {
    assertThat(problem("{\"a\":[{},{\"b\":1,\"b\":1}]}"))
        .isEqualTo(new Problem("/a/1/b", "duplicate key; each may stand once"));
    assertThat(problem("{\"k\":1,\"\\u006b\":1}").at()).isEqualTo("/k");
  }

  @Test
  void refusesDepth() {
    String deep = "[".repeat(100_000) + "]".repeat(100_000);

    assertThat(problem(deep).problem()).isEqualTo("is nested deeper than 102 levels");
    assertThat(problem("{\"a\":".repeat(100_000)).problem())
        .isEqualTo("is nested deeper than 102 levels");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "1e99999999999",
        "-1e-99999999999",
        "1e2147483648",
        "1e1000000001",
        "0e99999999999"
      })
  void refusesExponentsBeyondReckoning(String number) {
    assertThat(problem("[" + number + "]"))
        .isEqualTo(new Problem("", "has a number with too large an exponent, at line 1, column 2"));
  }

  @Test
  void refusesNumbersThatTakeLongToRead() {
    assertThat(problem("1".repeat(1_000_000)).problem()).startsWith("is beyond what a JSON reader");
    assertThat(problem("0." + "1".repeat(1_000_000)).problem())
        .startsWith("is beyond what a JSON reader");
  }

  @Test
  void readsHugeAndWideInputInBoundedTime() throws MalformedJsonException {
    StringBuilder wide = new StringBuilder("{");
    for (int i = 0; i < 300_000; i++) {
      wide.append(i == 0 ? "" : ",").append("\"key").append(i).append("\":1e").append(i % 300);
    }

    assertThat((Map<?, ?>) reader.read(wide.append('}').toString())).hasSize(300_000);
    assertThat((String) reader.read("\"" + "x".repeat(30_000_000) + "\"")).hasSize(30_000_000);
  }

  @ParameterizedTest
  @ValueSource(strings = {"22ff22", "22c0af22", "22eda08022", "22e282", "22c322", "22f880808022"})
  void refusesWhatIsNotUtf8(String hex) {
    assertThat(problem(HexFormat.of().parseHex(hex)))
        .isEqualTo(new Problem("", "not JSON: the text is not UTF-8"));
  }

  @Test
  void refusesOtherEncodings() {
    assertThat(problem("{\"a\":1}".getBytes(UTF_16LE)).problem()).startsWith("not JSON");
  }

  @Test
  void aByteOrderMarkMayStandAtTheStartOnly() throws MalformedJsonException {
    assertThat(reader.read("\uFEFF1")).isEqualTo(1);
    assertThat(problem("\uFEFF\uFEFF1").problem()).startsWith("not JSON");
    assertThat(problem("[\uFEFF1]").problem()).startsWith("not JSON");
  }

  @Test
  void emptyInputIsNoValue() {
    assertThat(problem("")).isEqualTo(new Problem("", "not JSON: the text is empty"));
    assertThat(problem(new byte[0])).isEqualTo(new Problem("", "not JSON: the text is empty"));
  }

  private Problem problem(String text) {
    return catchThrowableOfType(MalformedJsonException.class, () -> reader.read(text)).problem();
  }

  private Problem problem(byte[] bytes) {
    return catchThrowableOfType(
            MalformedJsonException.class, () -> reader.read(bytes, 0, bytes.length))
        .problem();
  }
}
