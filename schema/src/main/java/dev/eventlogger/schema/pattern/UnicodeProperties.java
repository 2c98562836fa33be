package dev.eventlogger.schema.pattern;

import java.util.HashMap;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.jspecify.annotations.Nullable;

/** The properties of characters that {@code \p} names, as Java names them. Immutable. */
final class UnicodeProperties {

  /** Short names of general categories, each with a longer name. */
  private static final String CATEGORIES =
      "L=Letter LC=Cased_Letter Lu=Uppercase_Letter Ll=Lowercase_Letter Lt=Titlecase_Letter"
          + " Lm=Modifier_Letter Lo=Other_Letter M=Mark M=Combining_Mark Mn=Nonspacing_Mark"
          + " Mc=Spacing_Mark Me=Enclosing_Mark N=Number Nd=Decimal_Number Nd=digit"
          + " Nl=Letter_Number No=Other_Number S=Symbol Sm=Math_Symbol Sc=Currency_Symbol"
          + " Sk=Modifier_Symbol So=Other_Symbol P=Punctuation P=punct Pc=Connector_Punctuation"
          + " Pd=Dash_Punctuation Ps=Open_Punctuation Pe=Close_Punctuation"
          + " Pi=Initial_Punctuation Pf=Final_Punctuation Po=Other_Punctuation Z=Separator"
          + " Zs=Space_Separator Zl=Line_Separator Zp=Paragraph_Separator C=Other Cc=Control"
          + " Cc=cntrl Cf=Format Cs=Surrogate Co=Private_Use Cn=Unassigned";

  /** Properties that Java knows or that are a set of ranges, by name. */
  private static final String BINARY =
      "Alphabetic=IsAlphabetic Alpha=IsAlphabetic Lowercase=IsLowercase Lower=IsLowercase"
          + " Uppercase=IsUppercase Upper=IsUppercase White_Space=IsWhite_Space"
          + " space=IsWhite_Space Ideographic=IsIdeographic Ideo=IsIdeographic"
          + " Hex_Digit=IsHex_Digit Hex=IsHex_Digit Join_Control=IsJoin_Control"
          + " Join_C=IsJoin_Control Noncharacter_Code_Point=IsNoncharacter_Code_Point"
          + " NChar=IsNoncharacter_Code_Point Assigned=IsAssigned"
          + " Emoji=IsEmoji Emoji_Presentation=IsEmoji_Presentation EPres=IsEmoji_Presentation"
          + " Emoji_Modifier=IsEmoji_Modifier EMod=IsEmoji_Modifier"
          + " Emoji_Modifier_Base=IsEmoji_Modifier_Base EBase=IsEmoji_Modifier_Base"
          + " Emoji_Component=IsEmoji_Component EComp=IsEmoji_Component"
          + " Extended_Pictographic=IsExtended_Pictographic ExtPict=IsExtended_Pictographic";

  private static final Map<String, String> KNOWN = known();

  private UnicodeProperties() {}

  private static Map<String, String> known() {
    Map<String, String> known = new HashMap<>();
    for (String pair : CATEGORIES.split(" ", -1)) {
      String shortName = pair.substring(0, pair.indexOf('='));
      known.put(shortName, shortName);
      known.put(pair.substring(pair.indexOf('=') + 1), shortName);
    }
    for (String pair : BINARY.split(" ", -1)) {
      known.put(pair.substring(0, pair.indexOf('=')), pair.substring(pair.indexOf('=') + 1));
    }
    return Map.copyOf(known);
  }

  /**
   * The characters with a property, or without it, for use inside brackets.
   *
   * @param name the text in the braces, such as {@code Letter} or {@code Script=Greek}
   * @return null if the property is not known, here or to this version of Java
   */
  static @Nullable String set(String name, boolean isNegated) {
    String range = range(name, isNegated);
    if (range != null) {
      return range;
    }
    String java = javaName(name);
    if (java == null) {
      return null;
    }
    String set = (isNegated ? "\\P{" : "\\p{") + java + "}";
    try {
      Pattern.compile(set);
      return set;
    } catch (PatternSyntaxException e) {
      return null;
    }
  }

  private static @Nullable String range(String name, boolean isNegated) {
    return switch (name) {
      case "Any" -> isNegated ? "" : CharacterText.ANY;
      case "ASCII" -> isNegated ? "\\x{80}-\\x{10ffff}" : "\\x{0}-\\x{7f}";
      case "ASCII_Hex_Digit", "AHex" -> isNegated ? "\\x{0}-/:-@G-`g-\\x{10ffff}" : "0-9A-Fa-f";
      default -> null;
    };
  }

  private static @Nullable String javaName(String name) {
    int equals = name.indexOf('=');
    if (equals < 0) {
      return KNOWN.get(name);
    }
    String value = name.substring(equals + 1);
    return switch (name.substring(0, equals)) {
      case "General_Category", "gc" -> category(value);
      case "Script", "sc" -> script(value);
      default -> null;
    };
  }

  private static @Nullable String category(String value) {
    String known = KNOWN.get(value);
    return known == null || known.startsWith("Is") ? null : known;
  }

  private static @Nullable String script(String value) {
    try {
      return "script=" + Character.UnicodeScript.forName(value).name();
    } catch (IllegalArgumentException e) {
      return null;
    }
  }
}
