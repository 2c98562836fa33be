package dev.eventlogger.schema.pattern;

import org.jspecify.annotations.Nullable;

/** Translates one pattern of ECMA-262 to {@code java.util.regex}. For one pattern. */
final class PatternTranslation {

  private static final int DEEPEST = 200;

  /** Limits what Java adds up to find the longest text of a lookbehind, which must not overflow. */
  private static final int MOST_IN_LOOKBEHIND = 100;

  private static final String TWO_UNITS = Character.toString(Character.MAX_CODE_POINT);

  private static final int DEEPEST_IN_LOOKBEHIND = 3;

  private final boolean hasJavasDot;
  private final PatternText in;
  private final CharacterEscapes escapes;
  private final MatchedGroups groups = new MatchedGroups();
  private final StringBuilder java = new StringBuilder();
  private int depth;
  private int lookbehinds;
  private int lookbehindDepth;

  /**
   * Translates a pattern.
   *
   * @param hasJavasDot whether a dot is Java's, which does not match U+0085
   */
  PatternTranslation(String regex, boolean hasJavasDot) {
    this.hasJavasDot = hasJavasDot;
    in = new PatternText(regex);
    escapes = new CharacterEscapes(in);
  }

  /** The pattern for Java. */
  String java() {
    disjunction();
    if (in.peek() == ')') {
      throw in.malformed("has a closing parenthesis without an opening one; \\) is the character");
    }
    return java.toString();
  }

  private void disjunction() {
    if (++depth > DEEPEST) {
      throw in.malformed("is nested too deeply for a regular expression");
    }
    int before = groups.mark();
    alternative();
    while (in.skip("|")) {
      groups.backTo(before);
      java.append('|');
      alternative();
      groups.backTo(before);
    }
    depth--;
  }

  private void alternative() {
    while (in.peek() != PatternText.END && in.peek() != '|' && in.peek() != ')') {
      int before = groups.mark();
      boolean canRepeat = term();
      quantifier(before, canRepeat);
    }
  }

  /** Writes a term; false if no quantifier may follow. */
  private boolean term() {
    int character = in.next();
    switch (character) {
      case '^' -> java.append('^');
      case '$' -> java.append("\\z");
      case '(' -> {
        return group();
      }
      case '.' -> java.append(hasJavasDot ? "." : CharacterText.NO_LINE_END);
      case '[' -> java.append(new CharacterClass(in, escapes).java());
      case '\\' -> {
        return escape();
      }
      case '*', '+', '?' ->
          throw in.malformed(
              "has a quantifier with nothing to repeat; \\"
                  + Character.toString(character)
                  + " is the character, and there are no possessive quantifiers");
      case '{' -> throw in.malformed("has a brace that is no quantifier; \\{ is the character");
      default -> java.append(CharacterText.of(character));
    }
    return character != '^' && character != '$';
  }

  private boolean escape() {
    int next = in.peek();
    if (next == 'b' || next == 'B') {
      in.next();
      java.append(next == 'b' ? CharacterText.BOUNDARY : CharacterText.NO_BOUNDARY);
      return false;
    }
    if (next == 'k' || (next >= '1' && next <= '9')) {
      backreference(next);
      return true;
    }
    String set = escapes.set();
    if (set == null) {
      java.append(CharacterText.of(escapes.character()));
    } else {
      boolean isOne = set.length() == 2 && set.charAt(0) == '\\';
      java.append(isOne ? set : set.isEmpty() ? "(?:(?!))" : "[" + set + "]");
    }
    return true;
  }

  private void backreference(int first) {
    int number = first == 'k' ? named() : in.number();
    if (lookbehinds > 0 || !groups.hasMatched(number)) {
      throw in.malformed(
          "has a backreference to a group that need not have matched before, such as one in an"
              + " alternative, in a lookbehind or after it; refer to one that has");
    }
    java.append("(?:\\").append(number).append(')');
  }

  private int named() {
    in.next();
    String name = in.skip("<") ? in.until('>') : null;
    if (name == null) {
      throw in.malformed("has \\k without the name of a group, as in \\k<name>");
    }
    return groups.number(name);
  }

  private boolean group() {
    if (in.skip("?:")) {
      inGroup("(?:");
      return true;
    }
    if (in.skip("?=")) {
      inGroup("(?=");
      return false;
    }
    if (in.skip("?!")) {
      int before = groups.mark();
      inGroup("(?!");
      groups.backTo(before);
      return false;
    }
    if (in.skip("?<=")) {
      return lookbehind("(?<=");
    }
    return in.skip("?<!") ? lookbehind("(?<!") : capturing();
  }

  private boolean lookbehind(String opening) {
    int before = groups.mark();
    int depthBefore = lookbehindDepth;
    lookbehindDepth = 0;
    lookbehinds++;
    // Java steps back by whole characters only where the lookbehind has one that needs two units.
    inGroup(opening + TWO_UNITS + "{0}");
    lookbehinds--;
    lookbehindDepth = depthBefore;
    groups.backTo(before);
    return false;
  }

  private boolean capturing() {
    int number = groups.begin();
    if (in.skip("?<")) {
      name(in.until('>'), number);
    } else if (in.peek() == '?') {
      throw in.malformed(
          "has a group (? that ECMA-262 does not; there are (?: (?= (?! (?<= (?<! and (?<name>, and"
              + " no flags such as (?i)");
    }
    inGroup("(");
    groups.matched(number);
    return true;
  }

  private void name(@Nullable String name, int number) {
    if (name == null
        || !name.matches("[\\p{L}_$][\\p{L}\\p{M}\\p{N}_$]*")
        || !groups.name(name, number)) {
      throw in.malformed("has a group whose name is none, or is given twice");
    }
  }

  private void inGroup(String opening) {
    java.append(opening);
    if (lookbehinds > 0 && ++lookbehindDepth > DEEPEST_IN_LOOKBEHIND) {
      throw in.malformed("has a lookbehind with groups nested too deeply");
    }
    disjunction();
    if (!in.skip(")")) {
      throw in.malformed("has a parenthesis that is not closed; \\( is the character");
    }
    lookbehindDepth -= lookbehinds > 0 ? 1 : 0;
    java.append(')');
  }

  private void quantifier(int groupsBefore, boolean canRepeat) {
    int start = in.index();
    int least = written();
    if (least < 0) {
      return;
    }
    if (!canRepeat) {
      in.backTo(start);
      throw in.malformed("has a quantifier with nothing to repeat: an assertion takes no text");
    }
    if (in.skip("?")) {
      java.append('?');
    }
    if (least == 0) {
      groups.backTo(groupsBefore);
    }
  }

  /** Writes a quantifier; returns the least number of repetitions, or -1 if there is none. */
  private int written() {
    int character = in.peek();
    if (character == '*' || character == '+' || character == '?') {
      requireBounded(character == '?' ? 1 : -1);
      java.appendCodePoint(in.next());
      return character == '+' ? 1 : 0;
    }
    if (!in.skip("{")) {
      return -1;
    }
    int least = in.number();
    boolean isOpen = in.skip(",");
    int most = isOpen ? in.number() : least;
    if (least < 0 || !in.skip("}")) {
      throw in.malformed("has a brace that is no quantifier; \\{ is the character");
    }
    if (most >= 0 && most < least) {
      throw in.malformed("has a quantifier whose numbers are in the wrong order");
    }
    requireBounded(most);
    java.append('{').append(least);
    if (isOpen) {
      java.append(',').append(most < 0 ? "" : String.valueOf(most));
    }
    java.append('}');
    return least;
  }

  private void requireBounded(int most) {
    if (lookbehinds > 0 && (most < 0 || most > MOST_IN_LOOKBEHIND)) {
      throw in.malformed(
          "has a lookbehind of unbounded length; bound its quantifiers, by {0,100} at most");
    }
  }
}
