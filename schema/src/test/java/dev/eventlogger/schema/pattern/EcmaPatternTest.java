package dev.eventlogger.schema.pattern;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What ECMA-262 says in Unicode mode. Texts are written as Java literals; the expected answers are
 * those of Node.js 20 for the same pattern with the flag u.
 */
class EcmaPatternTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '~',
      quoteCharacter = '`',
      value = {
        // the end is the end of the text, whatever stands before it
        "^[a-z]+$ ~ ada ~ true",
        "^[a-z]+$ ~ ada\\n ~ false",
        "^[a-z]+$ ~ ada\\r\\n ~ false",
        "a$b ~ a\\nb ~ false",
        "^b ~ a\\nb ~ false",
        // character classes do not nest
        "^[a&&b]$ ~ & ~ true",
        "^[a&&b]$ ~ a ~ true",
        "^[a[b]]$ ~ a] ~ true",
        "^[a[b]]$ ~ b ~ false",
        "^[^a&&b]$ ~ & ~ false",
        "^[#\\-!]$ ~ # ~ true",
        "[] ~ a ~ false",
        "^[^]$ ~ \\n ~ true",
        "^[^]$ ~ 😀 ~ true",
        "^[\\w-]+$ ~ a-b ~ true",
        "^[\\b]$ ~ \\b ~ true",
        "^[^\\D]$ ~ 7 ~ true",
        "^[^\\S\\d]$ ~ \\u00a0 ~ true",
        // white space of all scripts; digits and letters of ASCII only
        "^\\s$ ~ \\u00a0 ~ true",
        "^\\s$ ~ \\ufeff ~ true",
        "^\\s$ ~ \\u2028 ~ true",
        "^\\s$ ~ \\u3000 ~ true",
        "^\\s$ ~ \\u180e ~ false",
        "^\\s$ ~ \\u0085 ~ false",
        "^\\S$ ~ \\u00a0 ~ false",
        "^[\\s]$ ~ \\u00a0 ~ true",
        "^\\d$ ~ \\u0663 ~ false",
        "^\\D$ ~ \\u0663 ~ true",
        "^\\w$ ~ é ~ false",
        "^\\W$ ~ é ~ true",
        "é\\b ~ é ~ false",
        "\\bb ~ éb ~ true",
        // a dot stops at four line terminators
        "^.$ ~ \\u0085 ~ true",
        "^.$ ~ \\u2028 ~ false",
        "^.$ ~ \\r ~ false",
        "^.$ ~ 😀 ~ true",
        // Unicode properties
        "^\\p{Letter}+$ ~ écoleΩ ~ true",
        "^\\p{Lu}$ ~ É ~ true",
        "^\\p{gc=Lu}$ ~ É ~ true",
        "^\\p{General_Category=Decimal_Number}$ ~ \\u0663 ~ true",
        "^\\p{Script=Greek}+$ ~ Ωα ~ true",
        "^\\p{sc=Grek}+$ ~ a ~ false",
        "^\\P{L}$ ~ 1 ~ true",
        "^[\\p{L}\\d]+$ ~ é1 ~ true",
        "^[^\\p{L}]$ ~ é ~ false",
        "^\\p{Alphabetic}$ ~ é ~ true",
        "^\\p{ASCII}$ ~ é ~ false",
        "^\\P{ASCII}$ ~ é ~ true",
        "^\\p{Any}$ ~ 😀 ~ true",
        // escapes
        "^\\cJ$ ~ \\n ~ true",
        "^\\cj$ ~ \\n ~ true",
        "^\\u{1F600}$ ~ 😀 ~ true",
        "^\\uD83D\\uDE00$ ~ 😀 ~ true",
        "^[\\uD83D\\uDE00]$ ~ 😀 ~ true",
        "\\uD83D ~ 😀 ~ false",
        "^\\x41\\0$ ~ A\\0 ~ true",
        "^\\/\\.\\-\\_\\:\\@$ ~ /.-_:@ ~ true",
        "^\\v\\f\\t$ ~ \\u000b\\f\\t ~ true",
        "^a]}$ ~ a]} ~ true",
        "#a b ~ #a b ~ true",
        // whole characters, forwards and backwards
        "^(?<=^😀)a ~ 😀a ~ false",
        "(?<=😀)a ~ 😀a ~ true",
        ".(?<=[^\\p{L}]{2}) ~ 😀😀 ~ true",
        "\\P{So} ~ 😀 ~ false",
        // groups
        "^(?<name>a)\\k<name>$ ~ aa ~ true",
        "^(?<$été>a)\\k<$été>$ ~ aa ~ true",
        "^(a)(?:\\1)1$ ~ aa1 ~ true",
        "^(?!__).* ~ __a ~ false",
        "(?<!a)b ~ ab ~ false",
        "^(?:ab){2,}?$ ~ abab ~ true"
      })
  void findsWhatEcmaScriptFinds(String pattern, String text, boolean isFound) {
    assertThat(EcmaPattern.compile(pattern).matcher(unescaped(text)).find()).isEqualTo(isFound);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '~',
      quoteCharacter = '`',
      value = {
        "(?i)a ~ no flags such as (?i)",
        "(?>a) ~ has a group (? that ECMA-262 does not",
        "a++ ~ there are no possessive quantifiers",
        "*a ~ nothing to repeat",
        "^* ~ an assertion takes no text",
        "(?=a)* ~ an assertion takes no text",
        "\\Aa ~ the escape \\A, which ECMA-262 does not; ^ is the start of the text",
        "a\\Z ~ $ is the end of the text",
        "\\Qa\\E ~ the escape \\Q",
        "\\h ~ \\s is white space",
        "[\\B] ~ the escape \\B",
        "\\07 ~ an octal escape",
        "\\x4 ~ \\x needs two hexadecimal digits",
        "\\u12 ~ \\u needs four hexadecimal digits",
        "\\u{110000} ~ is beyond Unicode",
        "\\u{} ~ needs hexadecimal digits",
        "\\c1 ~ \\c without a letter",
        "\\pL ~ \\p without a property in braces",
        "\\p{IsLatin} ~ not known here: \\p{IsLatin}; known are general categories",
        "\\p{Script_Extensions=Greek} ~ not known here",
        "[z-a] ~ in the wrong order",
        "[a ~ a character class that is not closed",
        "(a ~ a parenthesis that is not closed",
        "a) ~ a closing parenthesis without an opening one",
        "{2} ~ a brace that is no quantifier",
        "a{,3} ~ a brace that is no quantifier",
        "a{3,2} ~ numbers are in the wrong order",
        "a\\ ~ ends with a backslash",
        "(?<1>a) ~ a group whose name is none",
        "(?<n>a)(?<n>b) ~ or is given twice",
        "\\k<n> ~ a backreference to a group that need not have matched",
        "\\1(a) ~ a backreference to a group that need not have matched",
        "(a|\\1) ~ a backreference to a group that need not have matched",
        "(?:(a)|b)\\1 ~ a backreference to a group that need not have matched",
        "(a)?\\1 ~ a backreference to a group that need not have matched",
        "(?!(a))\\1 ~ a backreference to a group that need not have matched",
        "(a)(?<=\\1) ~ a backreference to a group that need not have matched",
        "(?<=a*)b ~ a lookbehind of unbounded length",
        "(?<!a{2,})b ~ a lookbehind of unbounded length",
        "(?<=(a?){2})b ~ a lookbehind whose length cannot be told"
      })
  void refusesWhatEcmaScriptHasNotOrJavaCannotRun(String pattern, String problem) {
    assertThatThrownBy(() -> EcmaPattern.compile(pattern))
        .isInstanceOf(MalformedPatternException.class)
        .hasMessageContaining(problem);
  }

  @ParameterizedTest
  @ValueSource(strings = {"(", "(?:a|", "[", "\\(", "a{1}{", "((a)b)*", "(?<="})
  void answersWhateverIsNestedOrRepeated(String part) {
    String pattern = part.repeat(30_000);
    try {
      EcmaPattern.compile(pattern);
    } catch (MalformedPatternException e) {
      assertThat(e).hasMessageNotContaining("null");
    }
  }

  @Test
  void saysNearWhichCharacterAPatternIsWrong() {
    for (String pattern : List.of("abc\\A", "abc[z-a]")) {
      assertThatThrownBy(() -> EcmaPattern.compile(pattern)).hasMessageMatching(".*near index \\d");
    }
  }

  /** Unescapes a text like a Java literal, including {@code \\u}. */
  private static String unescaped(String text) {
    String plain =
        Pattern.compile("\\\\u([0-9a-f]{4})")
            .matcher(text)
            .replaceAll(unit -> Character.toString(Integer.parseInt(unit.group(1), 16)));
    return plain.translateEscapes();
  }
}
