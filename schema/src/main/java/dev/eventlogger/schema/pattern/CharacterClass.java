package dev.eventlogger.schema.pattern;

/** Reads a character class, starting after its opening bracket. For one pattern. */
final class CharacterClass {

  private static final int NONE = -1;

  private final PatternText in;
  private final CharacterEscapes escapes;
  private final StringBuilder set = new StringBuilder();

  CharacterClass(PatternText in, CharacterEscapes escapes) {
    this.in = in;
    this.escapes = escapes;
  }

  /** The class in Java's syntax. */
  String java() {
    boolean isNegated = in.skip("^");
    while (!in.skip("]")) {
      if (in.peek() == PatternText.END) {
        throw in.malformed("has a character class that is not closed; write ] after it");
      }
      item();
    }
    if (set.length() == 0) {
      return isNegated ? "[" + CharacterText.ANY + "]" : "(?:(?!))";
    }
    return (isNegated ? "[^" : "[") + set + "]";
  }

  private void item() {
    int from = atom();
    int start = in.index();
    boolean isRange = in.skip("-") && in.peek() != ']' && in.peek() != PatternText.END;
    if (!isRange) {
      in.backTo(start);
      single(from);
      return;
    }
    int to = atom();
    if (from == NONE || to == NONE) {
      // a range needs two characters, so the hyphen can only stand for itself
      single(from);
      single('-');
      single(to);
    } else if (from > to) {
      throw in.malformed("has a range of characters in the wrong order");
    } else {
      set.append(CharacterText.of(from)).append('-').append(CharacterText.of(to));
    }
  }

  private void single(int character) {
    if (character != NONE) {
      set.append(CharacterText.of(character));
    }
  }

  /** Reads one character; {@code NONE} if it was a set, which has been written already. */
  private int atom() {
    int character = in.next();
    if (character != '\\') {
      return character;
    }
    if (in.skip("b")) {
      return '\b';
    }
    String escaped = escapes.set();
    if (escaped == null) {
      return escapes.character();
    }
    set.append(escaped);
    return NONE;
  }
}
