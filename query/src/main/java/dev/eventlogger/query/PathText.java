package dev.eventlogger.query;

import java.util.ArrayList;
import java.util.List;

/** Paths as text: names separated by dots, quoted if necessary. */
final class PathText {

  private static final int LONGEST_SHOWN = 60;

  private PathText() {}

  static List<String> read(String text, int start) {
    List<String> names = new ArrayList<>();
    int at = start;
    while (true) {
      StringBuilder name = new StringBuilder();
      at = text.startsWith("\"", at) ? quoted(text, at + 1, name) : plain(text, at, name);
      names.add(name.toString());
      if (at == text.length()) {
        return names;
      }
      if (text.charAt(at) != '.') {
        throw malformed(text, "a dot must follow a quoted name");
      }
      at++;
    }
  }

  private static int plain(String text, int start, StringBuilder name) {
    int dot = text.indexOf('.', start);
    int end = dot < 0 ? text.length() : dot;
    if (end == start) {
      throw malformed(text, "a name is missing");
    }
    name.append(text, start, end);
    if (name.indexOf("\"") >= 0) {
      throw malformed(text, "a name with a quote in it must be quoted, and its quotes doubled");
    }
    return end;
  }

  private static int quoted(String text, int start, StringBuilder name) {
    for (int at = start; at < text.length(); at++) {
      if (text.charAt(at) != '"') {
        name.append(text.charAt(at));
      } else if (text.startsWith("\"\"", at)) {
        name.append('"');
        at++;
      } else {
        return at + 1;
      }
    }
    throw malformed(text, "a quote is not closed");
  }

  /** A name as it is written in a path. */
  static String quoted(String name) {
    boolean isPlain =
        name.chars().allMatch(c -> Character.isLetterOrDigit(c) || "_-$@".indexOf(c) >= 0);
    return isPlain ? name : '"' + name.replace("\"", "\"\"") + '"';
  }

  /** A text from outside, short and printable, for messages. */
  static String shown(String text) {
    String start = text.length() <= LONGEST_SHOWN ? text : text.substring(0, LONGEST_SHOWN) + "…";
    return start.replaceAll("\\p{Cntrl}", "?");
  }

  private static IllegalArgumentException malformed(String text, String problem) {
    return new IllegalArgumentException("field \"" + shown(text) + "\": " + problem);
  }
}
