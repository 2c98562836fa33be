package dev.eventlogger.server.trust;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Parses addresses written in digits; never looks up names. */
final class AddressText {

  private static final Pattern V4 =
      Pattern.compile("(?:(?:25[0-5]|2[0-4]\\d|1?\\d?\\d)(?:\\.(?!$)|$)){4}");
  // The platform would look up as a name what does not match this.
  private static final Pattern V6 = Pattern.compile("(?=[^:]*:)[0-9a-fA-F:][0-9a-fA-F:.]*");
  private static final List<Pattern> WITH_PORT =
      List.of(
          Pattern.compile("([0-9.]+):\\d{1,5}"), Pattern.compile("\\[([^\\]]*)\\](?::\\d{1,5})?"));
  private static final int LONGEST = 64;

  private AddressText() {}

  /** The address; null for anything else, including names and addresses with a zone. */
  static @Nullable InetAddress parse(String text) {
    if (text.length() > LONGEST || !(V4.matcher(text).matches() || V6.matcher(text).matches())) {
      return null;
    }
    try {
      return InetAddress.getByName(text);
    } catch (UnknownHostException e) {
      return null;
    }
  }

  /** Parses an address to which a proxy may have added a port. */
  static @Nullable InetAddress parseForwarded(String text) {
    String address = text.strip();
    if (address.length() > LONGEST) {
      return null;
    }
    for (Pattern form : WITH_PORT) {
      Matcher matcher = form.matcher(address);
      if (matcher.matches()) {
        return parse(matcher.group(1));
      }
    }
    return parse(address);
  }
}
