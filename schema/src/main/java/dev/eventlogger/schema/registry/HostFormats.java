package dev.eventlogger.schema.registry;

/** Host names and addresses, each checked in one pass without allocation. */
final class HostFormats {

  private static final int LONGEST_HOSTNAME = 253;
  private static final int LONGEST_LABEL = 63;
  private static final int GROUPS = 8;

  private HostFormats() {}

  /** A host name of RFC 1123: letters, digits and hyphens in labels of up to 63. */
  static boolean isHostname(String text) {
    if (text.length() > LONGEST_HOSTNAME) {
      return false;
    }
    int label = 0;
    for (int index = 0; index <= text.length(); index++) {
      if (index == text.length() || text.charAt(index) == '.') {
        if (!isLabel(text, label, index)) {
          return false;
        }
        label = index + 1;
      }
    }
    return true;
  }

  private static boolean isLabel(String text, int start, int end) {
    if (end == start || end - start > LONGEST_LABEL) {
      return false;
    }
    for (int index = start; index < end; index++) {
      boolean isInside = index > start && index < end - 1;
      if (!isAlphanumeric(text.charAt(index)) && !(isInside && text.charAt(index) == '-')) {
        return false;
      }
    }
    return true;
  }

  static boolean isAlphanumeric(char character) {
    return (character >= '0' && character <= '9')
        || (character >= 'A' && character <= 'Z')
        || (character >= 'a' && character <= 'z');
  }

  /** Four numbers up to 255, without leading zeros (RFC 2673, 3.2, as read today). */
  static boolean isIpv4(String text) {
    return isIpv4(text, 0, text.length());
  }

  static boolean isIpv4(String text, int start, int end) {
    int numbers = 0;
    int index = start;
    while (true) {
      int first = index;
      int number = 0;
      while (index < end && isDigit(text.charAt(index)) && index - first < 3) {
        number = number * 10 + text.charAt(index++) - '0';
      }
      boolean hasZero = index - first > 1 && text.charAt(first) == '0';
      if (index == first || number > 255 || hasZero) {
        return false;
      }
      numbers++;
      if (index == end) {
        return numbers == 4;
      }
      if (text.charAt(index++) != '.') {
        return false;
      }
    }
  }

  private static boolean isDigit(char character) {
    return character >= '0' && character <= '9';
  }

  /** An address of RFC 4291, 2.2, without a zone. */
  static boolean isIpv6(String text) {
    return isIpv6(text, 0, text.length());
  }

  static boolean isIpv6(String text, int start, int end) {
    boolean isShortened = text.startsWith("::", start) && end - start >= 2;
    int index = isShortened ? start + 2 : start;
    int groups = 0;
    while (index < end || !isShortened || groups > 0) {
      int first = index;
      index = endOfGroup(text, first, end);
      if (index < end && text.charAt(index) == '.') {
        return isEnough(groups + 2, isShortened) && isIpv4(text, first, end);
      }
      if (index == first || index - first > 4) {
        return false;
      }
      groups++;
      if (index == end) {
        return isEnough(groups, isShortened);
      }
      if (text.charAt(index++) != ':' || index == end) {
        return false;
      }
      if (text.charAt(index) == ':') {
        if (isShortened) {
          return false;
        }
        isShortened = true;
        if (++index == end) {
          return isEnough(groups, true);
        }
      }
    }
    return isShortened;
  }

  private static int endOfGroup(String text, int start, int end) {
    int index = start;
    while (index < end && index - start <= 4 && isHex(text.charAt(index))) {
      index++;
    }
    return index;
  }

  private static boolean isHex(char character) {
    return character < 128 && Character.digit(character, 16) >= 0;
  }

  private static boolean isEnough(int groups, boolean isShortened) {
    return isShortened ? groups < GROUPS : groups == GROUPS;
  }
}
