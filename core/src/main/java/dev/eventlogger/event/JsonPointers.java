package dev.eventlogger.event;

/** JSON pointers (RFC 6901) that are safe to print. */
public final class JsonPointers {

  private static final int LONGEST_SEGMENT = 64;

  private JsonPointers() {}

  /**
   * A key as a segment of a pointer: {@code ~} and {@code /} escaped, control characters replaced,
   * and cut after 64 characters, since the key may come from a hostile sender.
   */
  public static String segment(String key) {
    StringBuilder segment = new StringBuilder();
    String shown = key.length() > LONGEST_SEGMENT ? key.substring(0, LONGEST_SEGMENT) + "…" : key;
    shown
        .codePoints()
        .map(c -> isPrintable(c) ? c : '\uFFFD')
        .forEach(
            c -> {
              switch (c) {
                case '~' -> segment.append("~0");
                case '/' -> segment.append("~1");
                default -> segment.appendCodePoint(c);
              }
            });
    return segment.toString();
  }

  private static boolean isPrintable(int codePoint) {
    return switch (Character.getType(codePoint)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.SURROGATE,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR ->
          false;
      default -> true;
    };
  }
}
