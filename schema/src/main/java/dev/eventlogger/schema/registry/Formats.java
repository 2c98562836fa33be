package dev.eventlogger.schema.registry;

import dev.eventlogger.schema.pattern.EcmaPattern;
import dev.eventlogger.schema.pattern.MalformedPatternException;
import java.util.Map;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The values of {@code format} that are checked, and what a text must be for each. Vert.x's own
 * checks ignore a trailing line break, and take more than linear time. Immutable, thread-safe.
 */
final class Formats {

  /**
   * One format.
   *
   * @param isRight takes time in proportion to the text, unless it {@link #isCostly}
   * @param problem the message for a text that does not have the format
   */
  record Format(Predicate<String> isRight, String problem, boolean isCostly) {

    /** The cost of checking a text, in units of {@link WorkBudget}, besides reading it once. */
    long work(String text) {
      return isCostly ? (long) text.length() * Math.min(text.length(), LONGEST_COSTLY) / 16 : 0;
    }
  }

  /**
   * Vert.x's patterns for these take quadratic time; no valid text is longer (RFC 1035, RFC 5321).
   */
  private static final int LONGEST_COSTLY = 320;

  private static final int LONGEST_PATTERN = 10_000;

  private static final Map<String, Format> ALL =
      Map.ofEntries(
          own(
              "date-time",
              Rfc3339::isDateTime,
              "a date-time of RFC 3339, such as 2026-11-21T05:14:50Z"),
          own("date", Rfc3339::isDate, "a date, such as 2026-11-21"),
          own("time", Rfc3339::isTime, "a time of RFC 3339 with a zone, such as 05:14:50Z"),
          own("duration", DurationFormat::isDuration, "a duration of RFC 3339, such as PT1H30M"),
          own("uri", Rfc3986::isUri, "a URI (RFC 3986)"),
          own("uri-reference", Rfc3986::isReference, "a URI reference (RFC 3986)"),
          own("iri", Rfc3986::isIri, "an IRI (RFC 3987)"),
          own("iri-reference", Rfc3986::isIriReference, "an IRI reference (RFC 3987)"),
          own("uri-template", PointerFormats::isUriTemplate, "a URI template (RFC 6570)"),
          own("uuid", Formats::isUuid, "a UUID (RFC 4122)"),
          own("email", MailFormats::isEmail, "an address of e-mail (RFC 5321)"),
          own("hostname", HostFormats::isHostname, "a host name (RFC 1123)"),
          own("ipv4", HostFormats::isIpv4, "an IPv4 address"),
          own("ipv6", HostFormats::isIpv6, "an IPv6 address"),
          own("json-pointer", PointerFormats::isPointer, "a JSON pointer (RFC 6901)"),
          own(
              "relative-json-pointer",
              PointerFormats::isRelativePointer,
              "a relative JSON pointer"),
          costly("regex", Formats::isRegex, "a regular expression (ECMA-262)"),
          costly("idn-email", Formats::isIdnEmail, "an address of e-mail (RFC 6531)"),
          costly("idn-hostname", Formats::isIdnHostname, "a host name (RFC 5890)"));

  private Formats() {}

  private static Map.Entry<String, Format> own(
      String name, Predicate<String> isRight, String what) {
    return Map.entry(name, new Format(isRight, "must be " + what, false));
  }

  private static Map.Entry<String, Format> costly(
      String name, Predicate<String> isRight, String what) {
    return Map.entry(name, new Format(isRight, "must be " + what, true));
  }

  /** The format with a name, or null if that is not checked here. */
  static @Nullable Format named(String name) {
    return ALL.get(name);
  }

  private static boolean isIdnEmail(String text) {
    return text.length() <= LONGEST_COSTLY
        && MailFormats.isInternational(text, Formats::isIdnHostname);
  }

  /** Treats ASCII names as plain host names; asks Vert.x about others. */
  private static boolean isIdnHostname(String text) {
    if (text.length() > LONGEST_COSTLY || text.indexOf('\n') >= 0 || text.indexOf('\r') >= 0) {
      return false;
    }
    boolean isAscii = text.chars().allMatch(character -> character < 128);
    return isAscii ? HostFormats.isHostname(text) : VertxRun.isIdnHostname(text);
  }

  private static boolean isRegex(String text) {
    if (text.length() > LONGEST_PATTERN) {
      return false;
    }
    try {
      EcmaPattern.compile(text);
      return true;
    } catch (MalformedPatternException e) {
      return false;
    }
  }

  private static boolean isUuid(String text) {
    if (text.length() != 36) {
      return false;
    }
    for (int index = 0; index < 36; index++) {
      boolean isHyphen = index == 8 || index == 13 || index == 18 || index == 23;
      char character = text.charAt(index);
      boolean isDigit = character < 128 && Character.digit(character, 16) >= 0;
      if (isHyphen ? character != '-' : !isDigit) {
        return false;
      }
    }
    return true;
  }
}
