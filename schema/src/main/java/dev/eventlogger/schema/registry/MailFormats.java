package dev.eventlogger.schema.registry;

import java.util.function.Predicate;

/** E-mail addresses: a dotted or a quoted name, and a host name or an address in brackets. */
final class MailFormats {

  private static final int LONGEST_LOCAL_PART = 64;
  private static final String ATEXT_MARKS = "!#$%&'*+/=?^_`{|}~-";

  private MailFormats() {}

  /** A mailbox of RFC 5321. */
  static boolean isEmail(String text) {
    return isMailbox(text, false, HostFormats::isHostname);
  }

  /** A mailbox of RFC 6531, which may have letters of any script. */
  static boolean isInternational(String text, Predicate<String> isHostname) {
    return isMailbox(text, true, isHostname);
  }

  private static boolean isMailbox(
      String text, boolean isInternational, Predicate<String> isHostname) {
    int at = text.lastIndexOf('@');
    return at > 0
        && at <= LONGEST_LOCAL_PART
        && (text.charAt(0) == '"'
            ? isQuoted(text, at, isInternational)
            : isDotted(text, at, isInternational))
        && isHost(text, at + 1, isHostname);
  }

  private static boolean isDotted(String text, int end, boolean isInternational) {
    boolean afterDot = true;
    for (int index = 0; index < end; index++) {
      char character = text.charAt(index);
      boolean isAtom =
          HostFormats.isAlphanumeric(character)
              || ATEXT_MARKS.indexOf(character) >= 0
              || (isInternational && character > 127);
      if (character == '.' ? afterDot : !isAtom) {
        return false;
      }
      afterDot = character == '.';
    }
    return !afterDot;
  }

  private static boolean isQuoted(String text, int end, boolean isInternational) {
    int index = 1;
    while (index < end - 1) {
      boolean isEscaped = text.charAt(index) == '\\';
      index += isEscaped ? 1 : 0;
      char character = text.charAt(index);
      boolean isPrintable =
          character >= ' ' && (character < 127 || (isInternational && character > 127));
      if (index == end - 1 || !isPrintable || (character == '"' && !isEscaped)) {
        return false;
      }
      index++;
    }
    return end > 1 && index == end - 1 && text.charAt(index) == '"';
  }

  private static boolean isHost(String text, int start, Predicate<String> isHostname) {
    int end = text.length() - 1;
    if (end < start || text.charAt(start) != '[') {
      return isHostname.test(text.substring(start));
    }
    if (text.charAt(end) != ']') {
      return false;
    }
    return text.startsWith("IPv6:", start + 1)
        ? HostFormats.isIpv6(text, start + 6, end)
        : HostFormats.isIpv4(text, start + 1, end);
  }
}
