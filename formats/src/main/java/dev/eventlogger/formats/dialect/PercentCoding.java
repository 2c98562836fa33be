package dev.eventlogger.formats.dialect;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Decodes bytes written as {@code %} and two digits, in forms and in headers. A {@code %} without
 * digits stands for itself, since not every client writes it as {@code %25}. Stateless,
 * thread-safe.
 */
final class PercentCoding {

  private PercentCoding() {}

  /**
   * The fields of a form, {@code application/x-www-form-urlencoded}, in order.
   *
   * @throws UnreadableRequestException if it is not UTF-8
   */
  static Map<String, List<String>> form(byte[] body) throws UnreadableRequestException {
    Map<String, List<String>> fields = new LinkedHashMap<>();
    for (int start = 0; start < body.length; ) {
      int end = indexOf(body, '&', start, body.length);
      int equals = indexOf(body, '=', start, end);
      if (end > start) {
        String name = required(decode(body, start, equals, true));
        String value = required(decode(body, Math.min(equals + 1, end), end, true));
        fields.computeIfAbsent(name, key -> new ArrayList<>()).add(value);
      }
      start = end + 1;
    }
    return fields;
  }

  /** A decoded text; null if the result is not UTF-8. */
  static @Nullable String decode(String text) {
    byte[] bytes = text.getBytes(UTF_8);
    return text.indexOf('%') < 0 ? text : decode(bytes, 0, bytes.length, false);
  }

  private static String required(@Nullable String text) throws UnreadableRequestException {
    if (text == null) {
      throw UnreadableRequestException.malformed("the body: must be a form in UTF-8");
    }
    return text;
  }

  private static int indexOf(byte[] bytes, char sought, int start, int end) {
    int index = start;
    while (index < end && bytes[index] != sought) {
      index++;
    }
    return index;
  }

  private static @Nullable String decode(byte[] bytes, int start, int end, boolean isForm) {
    ByteArrayOutputStream decoded = new ByteArrayOutputStream(end - start);
    for (int i = start; i < end; i++) {
      int high = i + 2 < end ? digit(bytes[i + 1]) : -1;
      int low = i + 2 < end ? digit(bytes[i + 2]) : -1;
      if (bytes[i] == '%' && high >= 0 && low >= 0) {
        decoded.write(high << 4 | low);
        i += 2;
      } else {
        decoded.write(isForm && bytes[i] == '+' ? ' ' : bytes[i]);
      }
    }
    try {
      return UTF_8.newDecoder().decode(ByteBuffer.wrap(decoded.toByteArray())).toString();
    } catch (CharacterCodingException e) {
      return null;
    }
  }

  private static int digit(byte digit) {
    return digit > 0 ? Character.digit((char) digit, 16) : -1;
  }
}
