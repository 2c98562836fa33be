package dev.eventlogger.event;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Jackson and our reader read back what was written. */
class JsonRoundTripTest {

  private static final ObjectMapper JACKSON = new ObjectMapper();

  private final JsonBytes json = new JsonBytes(Integer.MAX_VALUE);
  private final JsonReader reader = new JsonReader();

  @Property
  void anyTextIsReadAsItWas(@ForAll("texts") String text) throws Exception {
    json.reset();
    json.string(text);

    assertThat(JACKSON.readTree(written()).textValue()).isEqualTo(text);
    assertThat(read()).isEqualTo(text);
  }

  @Property
  void anyLongIsReadAsItWas(@ForAll long number) throws Exception {
    json.reset();
    json.number(number);

    assertThat(JACKSON.readTree(written()).longValue()).isEqualTo(number);
    assertThat(json).hasToString(Long.toString(number));
  }

  @Property
  void anyFiniteDoubleIsReadAsItWas(@ForAll double number) throws Exception {
    json.reset();
    new ValueWriter(json).value(number, 0);

    assertThat(read()).isEqualTo(number);
  }

  @Property
  void aDoubleOfFewDigitsIsWrittenAsTheJdkDoes(
      @ForAll @IntRange(min = -100_000_000, max = 100_000_000) int digits,
      @ForAll @IntRange(max = 6) int decimals) {
    double number = digits / Math.pow(10, decimals);
    json.reset();
    new ValueWriter(json).value(number, 0);

    assertThat(json).hasToString(Double.toString(number));
  }

  @ParameterizedTest
  @ValueSource(
      doubles = {
        0,
        -0.0,
        0.001,
        -0.001,
        0.0005,
        0.9999,
        0.1 + 0.2,
        1,
        12.5,
        9_999_999.999,
        9_999_999.9999,
        1e7,
        1e15,
        4.35,
        2.675,
        Long.MIN_VALUE / 1000.0,
        Long.MAX_VALUE / 1000.0,
        Long.MIN_VALUE,
        Double.MIN_VALUE,
        Double.MAX_VALUE
      })
  void doublesAtTheEdgesAreWrittenAsTheJdkDoes(double number) {
    json.reset();
    new ValueWriter(json).value(number, 0);

    assertThat(json).hasToString(Double.toString(number));
  }

  @Property
  void anyDecimalIsReadAsANumberOfTheSameValue(@ForAll BigDecimal number) throws Exception {
    json.reset();
    new ValueWriter(json).value(number, 0);

    assertThat(new BigDecimal(String.valueOf(read()))).isEqualByComparingTo(number);
  }

  @Property
  void anyUuidIsWrittenAsItsText(@ForAll long high, @ForAll long low) {
    UUID id = new UUID(high, low);
    json.reset();
    json.uuid(high, low);

    assertThat(json).hasToString("\"" + id + "\"");
  }

  @Property
  void anyMapIsReadAsItWas(@ForAll("maps") Map<String, Object> map) throws Exception {
    json.reset();
    new ValueWriter(json).object(map, 0);

    assertThat(JACKSON.readValue(written(), Object.class)).isEqualTo(map);
    assertThat(read()).isEqualTo(map);
  }

  @Property
  void anyBytesAreReadOrRefused(@ForAll byte[] bytes) {
    try {
      reader.read(bytes, 0, bytes.length);
    } catch (MalformedJsonException e) {
      assertThat(e.getMessage()).isNotBlank();
    }
  }

  @Provide
  Arbitrary<String> texts() {
    Arbitrary<String> any = Arbitraries.strings().all();
    Arbitrary<String> awkward =
        Arbitraries.strings().withChars("\"\\/\n\r\t\b\f\u0000\u001f\u007f\u0085\u2028aé€😀");
    return Arbitraries.oneOf(any, awkward)
        .filter(text -> text.codePoints().noneMatch(c -> c >= 0xD800 && c <= 0xDFFF));
  }

  @Provide
  Arbitrary<Map<String, Object>> maps() {
    Arbitrary<Object> scalars =
        Arbitraries.oneOf(
            texts().map(text -> (Object) text),
            Arbitraries.integers().map(number -> (Object) number),
            Arbitraries.doubles().map(number -> (Object) number),
            Arbitraries.of(true, false).map(truth -> (Object) truth));
    Arbitrary<Object> lists = scalars.list().ofMaxSize(5).map(list -> (Object) list);
    Arbitrary<Object> inner =
        Arbitraries.maps(texts(), Arbitraries.oneOf(scalars, lists))
            .ofMaxSize(5)
            .map(map -> (Object) map);
    return Arbitraries.maps(texts(), Arbitraries.oneOf(scalars, lists, inner)).ofMaxSize(8);
  }

  @Example
  void longTextGrowsTheBufferAtEveryPlace() throws Exception {
    for (String character : List.of("a", "\u0001", "é", "€", "😀")) {
      for (int count : new int[] {1, 170, 339, 340, 341, 1022, 1023, 1024, 20_000}) {
        json.reset();
        json.string("a" + character.repeat(count));

        assertThat(read()).isEqualTo("a" + character.repeat(count));
      }
    }
  }

  private byte[] written() {
    return json.toString().getBytes(StandardCharsets.UTF_8);
  }

  private Object read() throws MalformedJsonException, IOException {
    return reader.read(json.buffer(), 0, json.length());
  }
}
