package dev.eventlogger.schema.registry;

/**
 * URIs by RFC 3986, checked in one pass. Vert.x's own patterns for them overflow the stack on texts
 * of about 2,000 characters, which real URLs reach.
 */
final class Rfc3986 {

  /** The characters that are allowed in every part: the unreserved ones and the sub-delimiters. */
  private static final boolean[] EVERYWHERE = new boolean[128];

  static {
    for (char character = 0; character < EVERYWHERE.length; character++) {
      EVERYWHERE[character] =
          isLetter(character) || isDigit(character) || "-._~!$&'()*+,;=".indexOf(character) >= 0;
    }
  }

  private Rfc3986() {}

  /** A URI, with scheme. */
  static boolean isUri(String text) {
    int colon = schemeEnd(text);
    return colon > 0 && isAfterScheme(text, colon + 1);
  }

  /** A URI, or a reference that is relative to one: {@code ../a?b}. */
  static boolean isReference(String text) {
    int colon = schemeEnd(text);
    if (colon > 0) {
      return isAfterScheme(text, colon + 1);
    }
    int colonInPath = text.indexOf(':');
    boolean isScheme = colonInPath >= 0 && colonInPath < end(text, 0, "/?#");
    return !isScheme && isAfterScheme(text, 0);
  }

  /** A URI with characters of any script (RFC 3987). */
  static boolean isIri(String text) {
    return isUri(withoutScripts(text));
  }

  /** A reference with characters of any script. */
  static boolean isIriReference(String text) {
    return isReference(withoutScripts(text));
  }

  /** The text with a letter in place of each character that only an IRI may have. */
  private static String withoutScripts(String text) {
    if (text.chars().allMatch(character -> character < EVERYWHERE.length)) {
      return text;
    }
    StringBuilder ascii = new StringBuilder(text.length());
    boolean isInQuery = false;
    for (int index = 0;
        index < text.length();
        index += Character.charCount(text.codePointAt(index))) {
      int character = text.codePointAt(index);
      isInQuery = character == '?' || (isInQuery && character != '#');
      boolean isPrivate = isInQuery && Character.getType(character) == Character.PRIVATE_USE;
      ascii.appendCodePoint(isPrivate || isOfAnyScript(character) ? 'a' : character);
    }
    return ascii.toString();
  }

  private static boolean isOfAnyScript(int character) {
    return character >= 0xa0
        && (character & 0xfffe) != 0xfffe
        && !(character >= 0xfdd0 && character <= 0xfdef)
        && Character.getType(character) != Character.SURROGATE
        && Character.getType(character) != Character.PRIVATE_USE;
  }

  /** The index of the colon after the scheme, or -1 if there is no scheme. */
  private static int schemeEnd(String text) {
    for (int index = 0; index < text.length(); index++) {
      char character = text.charAt(index);
      if (character == ':') {
        return index == 0 ? -1 : index;
      }
      boolean isRight =
          isLetter(character)
              || (index > 0 && (isDigit(character) || "+-.".indexOf(character) >= 0));
      if (!isRight) {
        return -1;
      }
    }
    return -1;
  }

  private static boolean isAfterScheme(String text, int start) {
    int pathStart = start;
    if (text.startsWith("//", start)) {
      pathStart = end(text, start + 2, "/?#");
      if (!isAuthority(text, start + 2, pathStart)) {
        return false;
      }
    }
    int queryStart = end(text, pathStart, "?#");
    int fragmentStart = end(text, queryStart, "#");
    return areCharacters(text, pathStart, queryStart, ":@/")
        && areCharacters(text, Math.min(queryStart + 1, fragmentStart), fragmentStart, ":@/?")
        && areCharacters(text, Math.min(fragmentStart + 1, text.length()), text.length(), ":@/?");
  }

  private static boolean isAuthority(String text, int start, int end) {
    int at = text.lastIndexOf('@', end - 1);
    int hostStart = start;
    if (at >= start) {
      if (!areCharacters(text, start, at, ":")) {
        return false;
      }
      hostStart = at + 1;
    }
    boolean isLiteral = hostStart < end && text.charAt(hostStart) == '[';
    int hostEnd = isLiteral ? text.indexOf(']', hostStart) + 1 : hostStart;
    if (isLiteral
        && (hostEnd == 0 || hostEnd > end || !isLiteral(text, hostStart + 1, hostEnd - 1))) {
      return false;
    }
    int portStart = isLiteral ? hostEnd : Math.min(end, end(text, hostStart, ":"));
    if (!isLiteral && !areCharacters(text, hostStart, portStart, "")) {
      return false;
    }
    return isPort(text, portStart, end);
  }

  /** An IPv6 address, or one of a future version. */
  private static boolean isLiteral(String text, int start, int end) {
    boolean isFuture = start < end && (text.charAt(start) == 'v' || text.charAt(start) == 'V');
    return isFuture ? isFuture(text, start + 1, end) : HostFormats.isIpv6(text, start, end);
  }

  private static boolean isFuture(String text, int start, int end) {
    int dot = start;
    while (dot < end && isHexadecimal(text.charAt(dot))) {
      dot++;
    }
    return dot > start
        && dot + 1 < end
        && text.charAt(dot) == '.'
        && text.indexOf('%', dot) < 0
        && areCharacters(text, dot + 1, end, ":");
  }

  private static boolean isPort(String text, int start, int end) {
    if (start == end) {
      return true;
    }
    for (int index = start + 1; index < end; index++) {
      if (!isDigit(text.charAt(index))) {
        return false;
      }
    }
    return text.charAt(start) == ':';
  }

  private static boolean areCharacters(String text, int start, int end, String alsoAllowed) {
    for (int index = start; index < end; index++) {
      char character = text.charAt(index);
      if (character == '%') {
        if (index + 3 > end
            || !isHexadecimal(text.charAt(index + 1))
            || !isHexadecimal(text.charAt(index + 2))) {
          return false;
        }
        index += 2;
      } else if (!isEverywhere(character) && alsoAllowed.indexOf(character) < 0) {
        return false;
      }
    }
    return true;
  }

  private static int end(String text, int start, String delimiters) {
    for (int index = start; index < text.length(); index++) {
      char character = text.charAt(index);
      if (!isEverywhere(character) && delimiters.indexOf(character) >= 0) {
        return index;
      }
    }
    return text.length();
  }

  private static boolean isEverywhere(char character) {
    return character < EVERYWHERE.length && EVERYWHERE[character];
  }

  private static boolean isLetter(char character) {
    return (character >= 'a' && character <= 'z') || (character >= 'A' && character <= 'Z');
  }

  private static boolean isDigit(char character) {
    return character >= '0' && character <= '9';
  }

  private static boolean isHexadecimal(char character) {
    return isDigit(character)
        || (character >= 'a' && character <= 'f')
        || (character >= 'A' && character <= 'F');
  }
}
