package dev.eventlogger.sink.cloudwatch;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The name of a log stream with placeholders, such as <code>{host}-{date}-{name}</code>. Immutable.
 *
 * <p>A legal name has 1 to 512 characters, without {@code :} and {@code *}. In every value,
 * characters other than letters, digits and {@code -_./#@=+~} are written as {@code %} and two
 * hexadecimal digits for each byte in UTF-8, so that different values stay different; a name that
 * is too long is cut, and ends in {@code ~} and 16 digits of the SHA-256 of the whole.
 */
final class StreamTemplate {

  private static final int LONGEST = 512;
  private static final int DIGITS = 16;
  private static final Pattern PLACEHOLDER = Pattern.compile("\\{([^{}]*)}");
  private static final Pattern ILLEGAL = Pattern.compile("[:*{}\\p{Cc}\\p{Cs}]");

  /** What can stand in braces. */
  enum Placeholder {
    HOST,
    LOG,
    DATE,
    NAME,
    LEVEL;

    static final String ALL =
        Arrays.stream(values()).map(Placeholder::toString).collect(Collectors.joining(", "));

    @Override
    public String toString() {
      return "{" + name().toLowerCase(Locale.ROOT) + "}";
    }
  }

  /** A placeholder, or literal text. */
  private record Part(@Nullable Placeholder placeholder, String text) {}

  private final List<Part> parts;

  private StreamTemplate(List<Part> parts) {
    this.parts = parts;
  }

  /**
   * Reads a template.
   *
   * @throws IllegalArgumentException if it is malformed, or cannot result in a legal name
   */
  static StreamTemplate parse(String setting, String text) {
    List<Part> parts = new ArrayList<>();
    Matcher placeholder = PLACEHOLDER.matcher(text);
    int at = 0;
    while (placeholder.find()) {
      parts.add(literal(setting, text.substring(at, placeholder.start())));
      parts.add(new Part(placeholder(setting, placeholder.group()), ""));
      at = placeholder.end();
    }
    parts.add(literal(setting, text.substring(at)));
    int length = parts.stream().mapToInt(part -> part.text().length()).sum();
    if (text.isEmpty() || length > LONGEST) {
      throw new IllegalArgumentException(setting + " must have 1 to 512 characters");
    }
    return new StreamTemplate(List.copyOf(parts));
  }

  private static Placeholder placeholder(String setting, String text) {
    for (Placeholder placeholder : Placeholder.values()) {
      if (placeholder.toString().equals(text)) {
        return placeholder;
      }
    }
    throw new IllegalArgumentException(
        setting + " holds an unknown placeholder; known are " + Placeholder.ALL);
  }

  private static Part literal(String setting, String text) {
    if (ILLEGAL.matcher(text).find()) {
      throw new IllegalArgumentException(
          setting
              + " must not hold : or *, which no log stream's name may, nor single braces or control"
              + " characters");
    }
    return new Part(null, text);
  }

  /** The name, with a value for each placeholder. */
  String name(Function<Placeholder, String> values) {
    return fitting(text(parts, values));
  }

  private static String text(List<Part> parts, Function<Placeholder, String> values) {
    StringBuilder text = new StringBuilder();
    for (Part part : parts) {
      Placeholder placeholder = part.placeholder();
      text.append(placeholder == null ? part.text() : safe(values.apply(placeholder)));
    }
    return text.toString();
  }

  /**
   * Whether a stream may have its name from this template, with any value for one placeholder.
   *
   * @param unknown the placeholder whose value is not known
   * @param values of the others
   */
  boolean couldBe(String stream, Placeholder unknown, Function<Placeholder, String> values) {
    List<Part> parts = this.parts;
    int first = 0;
    int last = parts.size() - 1;
    while (first <= last && parts.get(first).placeholder() != unknown) {
      first++;
    }
    if (first > last) {
      return stream.equals(name(values));
    }
    while (parts.get(last).placeholder() != unknown) {
      last--;
    }
    String start = text(parts.subList(0, first), values);
    String end = text(parts.subList(last + 1, parts.size()), values);
    // The end of a name that was too long is cut off, and cannot be compared.
    boolean isCut = stream.codePointCount(0, stream.length()) == LONGEST;
    return stream.startsWith(start)
        && (isCut || (stream.length() >= start.length() + end.length() && stream.endsWith(end)));
  }

  /** Whether the template has no placeholders other than these. */
  boolean usesOnly(List<Placeholder> placeholders) {
    return parts.stream()
        .map(Part::placeholder)
        .allMatch(placeholder -> placeholder == null || placeholders.contains(placeholder));
  }

  /** What every name begins with; may be empty. */
  String prefix() {
    return parts.get(0).text();
  }

  private static String safe(String value) {
    StringBuilder safe = new StringBuilder(value.length());
    value
        .codePoints()
        .forEach(
            character -> {
              if (Character.isLetterOrDigit(character) || "-_./#@=+~".indexOf(character) >= 0) {
                safe.appendCodePoint(character);
              } else {
                for (byte one : Character.toString(character).getBytes(UTF_8)) {
                  safe.append('%').append(HexFormat.of().withUpperCase().toHexDigits(one));
                }
              }
            });
    return safe.toString();
  }

  private static String fitting(String name) {
    if (name.isEmpty()) {
      return "%";
    }
    int length = name.codePointCount(0, name.length());
    if (length <= LONGEST) {
      return name;
    }
    int kept = name.offsetByCodePoints(0, LONGEST - DIGITS - 1);
    return name.substring(0, kept) + "~" + digest(name).substring(0, DIGITS);
  }

  private static String digest(String text) {
    try {
      MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
      return HexFormat.of().formatHex(sha256.digest(text.getBytes(UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}
