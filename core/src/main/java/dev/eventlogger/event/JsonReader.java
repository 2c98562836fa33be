package dev.eventlogger.event;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads JSON from any source into plain maps, lists, text, numbers, booleans and nulls.
 *
 * <p>Strict: exactly one value, no duplicate keys, nested at most two levels deeper than {@link
 * CanonicalJson#MAX_DEPTH}. A number with a fraction or an exponent becomes a {@code Double} where
 * that loses nothing, else a {@code BigDecimal}. Thread-safe. What is read is unmodifiable.
 */
public final class JsonReader {

  private static final char BYTE_ORDER_MARK = '\uFEFF';
  private static final int LARGEST_TEXT = 64 * 1024 * 1024;
  private static final int DEEPEST = CanonicalJson.MAX_DEPTH + 2;

  private static final JsonFactory FACTORY =
      JsonFactory.builder()
          .streamReadConstraints(
              StreamReadConstraints.builder()
                  .maxStringLength(LARGEST_TEXT)
                  .maxNameLength(LARGEST_TEXT)
                  .build())
          // Keys come from any source: they must fill neither the JVM's string table nor a cache.
          .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
          .disable(JsonFactory.Feature.CANONICALIZE_FIELD_NAMES)
          .build();

  /** Creates a reader for any number of texts. */
  public JsonReader() {}

  /**
   * Reads one value from UTF-8, with or without a byte order mark.
   *
   * @throws MalformedJsonException if the bytes are anything else, saying where
   */
  public @Nullable Object read(byte[] json, int offset, int length) throws MalformedJsonException {
    try {
      // Jackson would guess the encoding, and accept some bytes that are not UTF-8.
      return read(UTF_8.newDecoder().decode(ByteBuffer.wrap(json, offset, length)));
    } catch (CharacterCodingException e) {
      throw malformed("", "not JSON: the text is not UTF-8");
    }
  }

  /**
   * Reads one value.
   *
   * @throws MalformedJsonException if the text is anything else, saying where
   */
  public @Nullable Object read(String json) throws MalformedJsonException {
    return read(CharBuffer.wrap(json.toCharArray()));
  }

  /** Casts a value that is known to be an object. */
  @SuppressWarnings("unchecked") // the keys of JSON objects are always text
  public static Map<String, @Nullable Object> asObject(Object value) {
    return (Map<String, @Nullable Object>) value;
  }

  private @Nullable Object read(CharBuffer json) throws MalformedJsonException {
    int start = json.hasRemaining() && json.get(0) == BYTE_ORDER_MARK ? 1 : 0;
    try (JsonParser parser =
        FACTORY.createParser(json.array(), json.arrayOffset() + start, json.remaining() - start)) {
      return readAll(parser);
    } catch (IOException e) {
      throw malformed(e);
    }
  }

  static JsonParser parser(String json) throws IOException {
    return FACTORY.createParser(json);
  }

  /** What a parser's failure means, without quoting what it read. */
  static MalformedJsonException malformed(IOException failure) {
    if (failure instanceof StreamConstraintsException) {
      return malformed("", "is beyond what a JSON reader accepts: too long a name, text or number");
    }
    return malformed(
        "",
        failure instanceof JsonParseException e
            ? "not JSON, at " + place(e)
            : "not JSON: it cannot be read");
  }

  private static @Nullable Object readAll(JsonParser parser)
      throws IOException, MalformedJsonException {
    if (parser.nextToken() == null) {
      throw malformed("", "not JSON: the text is empty");
    }
    Object value = value(parser, 0);
    if (parser.nextToken() != null) {
      throw malformed("", "not JSON: more than one value, at " + place(parser.currentLocation()));
    }
    return value;
  }

  /** The value that a parser is at. */
  static @Nullable Object value(JsonParser parser, int depth)
      throws IOException, MalformedJsonException {
    JsonToken token = parser.currentToken();
    return switch (token) {
      case START_OBJECT -> object(parser, depth);
      case START_ARRAY -> array(parser, depth);
      case VALUE_STRING -> parser.getText();
      case VALUE_NUMBER_INT -> parser.getNumberValue();
      case VALUE_NUMBER_FLOAT -> decimal(parser);
      case VALUE_TRUE -> true;
      case VALUE_FALSE -> false;
      case VALUE_NULL -> null;
      default -> throw malformed("", "not JSON, at " + place(parser.currentLocation()));
    };
  }

  private static Map<String, @Nullable Object> object(JsonParser parser, int depth)
      throws IOException, MalformedJsonException {
    checkDepth(depth);
    Map<String, @Nullable Object> object = new LinkedHashMap<>();
    while (parser.nextToken() != JsonToken.END_OBJECT) {
      String key = parser.currentName();
      parser.nextToken();
      int before = object.size();
      try {
        object.put(key, value(parser, depth + 1));
      } catch (MalformedJsonException e) {
        throw e.below(key);
      }
      if (object.size() == before) {
        throw malformed("/" + JsonPointers.segment(key), "duplicate key; each may stand once");
      }
    }
    return Collections.unmodifiableMap(object);
  }

  private static List<@Nullable Object> array(JsonParser parser, int depth)
      throws IOException, MalformedJsonException {
    checkDepth(depth);
    List<@Nullable Object> array = new ArrayList<>();
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      try {
        array.add(value(parser, depth + 1));
      } catch (MalformedJsonException e) {
        throw e.below(array.size());
      }
    }
    return Collections.unmodifiableList(array);
  }

  private static Number decimal(JsonParser parser) throws IOException, MalformedJsonException {
    BigDecimal exact;
    try {
      exact = parser.getDecimalValue();
    } catch (NumberFormatException e) {
      throw tooLargeExponent(parser);
    }
    if (Math.abs((long) exact.scale()) > JsonNumbers.LARGEST_EXPONENT) {
      throw tooLargeExponent(parser);
    }
    if (exact.signum() == 0) {
      return parser.getText().startsWith("-") ? -0.0 : 0.0; // a BigDecimal has no negative zero
    }
    double approximate = exact.doubleValue();
    boolean same =
        Double.isFinite(approximate) && BigDecimal.valueOf(approximate).compareTo(exact) == 0;
    return same ? (Number) approximate : exact;
  }

  private static MalformedJsonException tooLargeExponent(JsonParser parser) {
    String place = place(parser.currentTokenLocation());
    return malformed("", "has a number with too large an exponent, at " + place);
  }

  private static void checkDepth(int depth) throws MalformedJsonException {
    if (depth >= DEEPEST) {
      throw malformed("", "is nested deeper than " + DEEPEST + " levels");
    }
  }

  private static String place(JsonParseException e) {
    return e.getLocation() == null ? "an unknown place" : place(e.getLocation());
  }

  private static String place(JsonLocation location) {
    return "line " + location.getLineNr() + ", column " + location.getColumnNr();
  }

  private static MalformedJsonException malformed(String at, String problem) {
    return new MalformedJsonException(new Problem(at, problem));
  }
}
