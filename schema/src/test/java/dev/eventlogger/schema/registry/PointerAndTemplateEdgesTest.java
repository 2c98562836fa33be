package dev.eventlogger.schema.registry;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Edge cases of pointers and of URI templates. */
class PointerAndTemplateEdgesTest {

  @ParameterizedTest
  @ValueSource(strings = {"", "/", "//", "/~0", "/~1", "/a~0b~1", "/~01", "/ "})
  void takesPointers(String text) {
    assertThat(PointerFormats.isPointer(text)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"a", "~0", "/~", "/~2", "/~/", "/a~", "/~0~", "#"})
  void refusesWhatIsNoPointer(String text) {
    assertThat(PointerFormats.isPointer(text)).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "9", "10", "0#", "19#", "0/", "1/~0", "120/a"})
  void takesRelativePointers(String text) {
    assertThat(PointerFormats.isRelativePointer(text)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "#", "/", "a", "00", "01#", "0##", "0#/", "1~0", "1/~", ":", "-1", "1a"})
  void refusesWhatIsNoRelativePointer(String text) {
    assertThat(PointerFormats.isRelativePointer(text)).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "!",
        "~",
        "a%00",
        "a%9fb",
        "%aF%Ab%19",
        "{a}",
        "{_}",
        "{a%41}",
        "{%41b}",
        "{a.b}",
        "{a.b.c,d}x{e}",
        "{a*}",
        "{a:1}",
        "{a:9999}",
        "{a:10,b*,c}",
        "{+a}{#a}{.a}{/a}{;a}{?a,b}{&a}{=a}{!a}{@a}{|a}",
        "{,a}",
        "{Z9}",
        "\u00e9"
      })
  void takesTemplates(String text) {
    assertThat(PointerFormats.isUriTemplate(text)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        " ",
        "\u0000",
        "\u007f",
        "\"",
        "<",
        ">",
        "\\",
        "^",
        "`",
        "|",
        "}",
        "{",
        "{a",
        "{}",
        "{+}",
        "{,}",
        "{a,}",
        "a%",
        "a%4",
        "a%4g",
        "a%g4",
        "a%4",
        "%:0",
        "%0/",
        "%\u06610",
        "{a%4}",
        "{a%}",
        "{a%4g}",
        "{a%g1}",
        "{%}",
        "{.}",
        "{a.}",
        "{a..b}",
        "{a,.}",
        "{+.a.}",
        "{..a}",
        "{a**}",
        "{a*b}",
        "{a:}",
        "{a:0}",
        "{a:01}",
        "{a:12345}",
        "{a:1a}",
        "{a:1/}",
        "{a:1:}",
        "{a::1}",
        "{a-b}",
        "{\u00e9}",
        "{a\u0080}",
        "{+,a}",
        "{$a}"
      })
  void refusesWhatIsNoTemplate(String text) {
    assertThat(PointerFormats.isUriTemplate(text)).isFalse();
  }
}
