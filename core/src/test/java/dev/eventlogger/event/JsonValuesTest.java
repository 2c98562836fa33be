package dev.eventlogger.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonFactory;
import java.lang.reflect.Method;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.net.URL;
import java.net.URLClassLoader;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class JsonValuesTest {

  @ParameterizedTest
  @MethodSource("dev.eventlogger.event.EventDataTest#plainValues")
  void aValueIsPlainlyWhatIsWrittenOfIt(Object value, String json) throws MalformedJsonException {
    Object plain = JsonValues.plain(value);
    Object written = new JsonReader().read(json);

    assertThat(ValueText.of(plain)).isEqualTo(ValueText.of(written));
    assertThat(kind(plain)).isEqualTo(kind(written));
  }

  private static Class<?> kind(Object plain) {
    for (Class<?> kind : List.of(Map.class, Collection.class, Number.class)) {
      if (kind.isInstance(plain)) {
        return kind;
      }
    }
    return plain == null ? Void.class : plain.getClass();
  }

  @Test
  void whatIsNotJsonStaysWhatItIs() {
    Object thing = new Object();

    assertThat(JsonValues.plain(thing)).isSameAs(thing);
    assertThat(JsonValues.text(thing)).isNull();
    assertThat(JsonValues.plain(new byte[1])).isInstanceOf(byte[].class);
    assertThat(JsonValues.scalarText(List.of(1))).isNull();
    assertThat(JsonValues.scalarText(Optional.of(7))).isEqualTo("7");
    assertThat(JsonValues.scalarText(null)).isNull();
  }

  @Test
  void numbersAreEqualByTheirValueHoweverLarge() {
    assertThat(JsonNumbers.areEqual(1, 1.0)).isTrue();
    assertThat(JsonNumbers.areEqual((short) 1, new AtomicLong(1))).isTrue();
    assertThat(JsonNumbers.areEqual(0.0, -0.0)).isTrue();
    assertThat(JsonNumbers.areEqual(0.1f, new BigDecimal("0.10"))).isTrue();
    assertThat(JsonNumbers.areEqual(1L << 53, new BigInteger("9007199254740993"))).isFalse();
    assertThat(JsonNumbers.areEqual(Double.NaN, Double.NaN)).isFalse();
    assertThat(JsonNumbers.areEqual(new BigDecimal("1e1000000000"), 1)).isFalse();
  }

  /** Uses a class path like that of an application without Jackson databind. */
  @Test
  void needsNoJacksonDatabind() throws Exception {
    URL[] path = {placeOf(JsonValues.class), placeOf(JsonFactory.class)};
    try (URLClassLoader without = new URLClassLoader(path, ClassLoader.getPlatformClassLoader())) {
      assertThatThrownBy(() -> without.loadClass("com.fasterxml.jackson.databind.JsonNode"))
          .isInstanceOf(ClassNotFoundException.class);

      assertThat(text(without, Map.of("b", List.of(Optional.of(1.0)), "a", new int[] {2})))
          .isEqualTo("{\"a\":[2],\"b\":[1]}");
      assertThatThrownBy(() -> text(without, new Object()))
          .hasRootCauseInstanceOf(IllegalArgumentException.class);
    }
  }

  private static URL placeOf(Class<?> type) {
    return type.getProtectionDomain().getCodeSource().getLocation();
  }

  private static Object text(ClassLoader loader, Object value) throws Exception {
    Class<?> texts = loader.loadClass(ValueText.class.getName());
    assertThat(texts).isNotSameAs(ValueText.class);
    Method of = texts.getMethod("of", Object.class);
    return of.invoke(null, value);
  }
}
