package dev.eventlogger.config;

import static java.util.stream.Collectors.joining;

import dev.eventlogger.config.YamlTree.Scalar;
import dev.eventlogger.spi.Suggestions;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Converts single values to types, strictly: nothing is rounded or guessed. */
final class ScalarTypes {

  private static final Pattern WHOLE = Pattern.compile("-?(?:0|[1-9][0-9]*)");
  private static final Pattern LEADING_ZERO = Pattern.compile("-?0[0-9]+");
  private static final Pattern NUMBER =
      Pattern.compile(WHOLE + "(?:\\.[0-9]+)?(?:[eE][+-]?[0-9]{1,3})?");
  private static final Pattern DURATION = Pattern.compile("([0-9]{1,12})(ms|s|m|h|d)");
  private static final Set<String> BARE_BOOLEANS =
      Set.of("yes", "no", "on", "off", "y", "n", "true", "false");
  private static final int MOST_DIGITS = 1000;

  private ScalarTypes() {}

  /** Reads a text; a bare number is taken as written, a bare {@code no} is refused. */
  static String text(Scalar scalar) {
    if (isBareBoolean(scalar)) {
      throw mistake(scalar, "may be read as a boolean; quote it to make it a text");
    }
    return scalar.text();
  }

  static boolean bool(Scalar scalar) {
    checkBare(scalar, "true or false");
    return switch (scalar.text()) {
      case "true" -> true;
      case "false" -> false;
      default -> throw mistake(scalar, "must be true or false, not " + scalar.shown());
    };
  }

  static int int32(Scalar scalar) {
    return (int) whole(scalar, Integer.MIN_VALUE, Integer.MAX_VALUE);
  }

  static long int64(Scalar scalar) {
    return whole(scalar, Long.MIN_VALUE, Long.MAX_VALUE);
  }

  private static long whole(Scalar scalar, long least, long most) {
    checkBare(scalar, "a whole number");
    String text = scalar.text();
    if (LEADING_ZERO.matcher(text).matches()) {
      throw mistake(scalar, "must be a whole number without leading zeros, not " + scalar.shown());
    }
    if (!WHOLE.matcher(text).matches()) {
      throw mistake(scalar, "must be a whole number, not " + scalar.shown());
    }
    // Twenty characters hold any long: anything longer is out of range, and costly to parse.
    BigInteger number = text.length() > 20 ? null : new BigInteger(text);
    if (number == null
        || number.compareTo(BigInteger.valueOf(least)) < 0
        || number.compareTo(BigInteger.valueOf(most)) > 0) {
      throw mistake(scalar, "must be from " + least + " to " + most + ", not " + scalar.shown());
    }
    return number.longValue();
  }

  static double float64(Scalar scalar) {
    checkBare(scalar, "a number");
    boolean number = NUMBER.matcher(scalar.text()).matches();
    double value = number ? Double.parseDouble(scalar.text()) : Double.NaN;
    if (!Double.isFinite(value)) {
      throw mistake(scalar, "must be a number, not " + scalar.shown());
    }
    return value;
  }

  static Duration duration(Scalar scalar) {
    Matcher matcher = DURATION.matcher(scalar.text());
    if (!matcher.matches()) {
      String right = "must be a duration with its unit (ms, s, m, h or d), such as 10s, not ";
      throw mistake(scalar, right + scalar.shown());
    }
    long count = Long.parseLong(matcher.group(1));
    return switch (matcher.group(2)) {
      case "ms" -> Duration.ofMillis(count);
      case "s" -> Duration.ofSeconds(count);
      case "m" -> Duration.ofMinutes(count);
      case "h" -> Duration.ofHours(count);
      default -> Duration.ofDays(count);
    };
  }

  static Path path(Scalar scalar) {
    try {
      if (!text(scalar).isEmpty()) {
        return Path.of(scalar.text());
      }
    } catch (InvalidPathException e) {
      // Reported below, without the parser's message.
    }
    throw mistake(scalar, "must be a path, not " + scalar.shown());
  }

  static URI uri(Scalar scalar) {
    try {
      if (!text(scalar).isEmpty()) {
        return new URI(scalar.text());
      }
    } catch (URISyntaxException e) {
      // Reported below, without the parser's message.
    }
    throw mistake(scalar, "must be a URI, not " + scalar.shown());
  }

  /**
   * Reads an enum constant by its name; case is ignored, and {@code -} is the same as {@code _}.
   */
  static <E extends Enum<E>> E constant(Scalar scalar, Class<E> type) {
    List<E> constants = Arrays.asList(type.getEnumConstants());
    String name = kebab(scalar.text());
    for (E constant : constants) {
      if (kebab(constant.name()).equals(name)) {
        return constant;
      }
    }
    List<String> known = constants.stream().map(constant -> kebab(constant.name())).toList();
    String meant = scalar.isHidden() ? "" : Suggestions.didYouMean(name, known);
    String all = known.stream().collect(joining(", "));
    throw mistake(scalar, "must be one of " + all + ", not " + scalar.shown() + meant);
  }

  private static String kebab(String name) {
    return name.toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** Reads the value of a setting without a declared type: a number, a boolean or a text. */
  static Object untyped(Scalar scalar) {
    String text = scalar.text();
    if (!scalar.plain()) {
      return text;
    }
    if (text.equals("true") || text.equals("false")) {
      return text.equals("true");
    }
    if (text.length() <= MOST_DIGITS && WHOLE.matcher(text).matches()) {
      BigInteger number = new BigInteger(text);
      return number.bitLength() < Long.SIZE ? (Object) number.longValue() : number;
    }
    if (text.length() <= MOST_DIGITS && NUMBER.matcher(text).matches()) {
      double value = Double.parseDouble(text);
      BigDecimal exact = new BigDecimal(text);
      boolean same = Double.isFinite(value) && BigDecimal.valueOf(value).compareTo(exact) == 0;
      return same ? (Object) value : exact;
    }
    return text(scalar);
  }

  private static boolean isBareBoolean(Scalar scalar) {
    String text = scalar.text();
    return scalar.plain()
        && !scalar.replaced()
        && text.length() <= 5
        && BARE_BOOLEANS.contains(text.toLowerCase(Locale.ROOT));
  }

  private static void checkBare(Scalar scalar, String right) {
    if (!scalar.plain() && !scalar.replaced()) {
      throw mistake(scalar, "must be " + right + ", not a text; remove the quotes");
    }
  }

  private static ConfigException mistake(Scalar scalar, String problem) {
    return new ConfigException(scalar.place(), problem);
  }
}
