package dev.eventlogger.event;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Reads the beginning of canonical JSON, as {@link CanonicalJson} writes it, without parsing the
 * rest. Every answer is null where the bytes look different: then they have to be parsed.
 */
final class EventHead {

  private static final byte[] ID = ascii("{\"id\":\"");
  private static final byte[] CREATED_AT = ascii("\",\"created_at\":\"");
  private static final byte[] TIME_END = ascii("Z\"");
  private static final byte[] DURATION = ascii(",\"duration_ms\":");
  private static final byte[] UID = ascii(",\"uid\":\"");
  private static final byte[] TYPE = ascii(",\"event_type\":\"");
  private static final byte[] NAME = ascii(",\"name\":\"");

  private static final Map<EventType, byte[]> TYPES = types();

  private static final int UUID_LENGTH = 36;
  private static final String TIME_FORM = "0000-00-00T00:00:00.000000";
  private static final int TIME_LENGTH = TIME_FORM.length();
  private static final int TIME = ID.length + UUID_LENGTH + CREATED_AT.length;
  private static final int LENGTH = TIME + TIME_LENGTH + TIME_END.length;

  private EventHead() {}

  static @Nullable UUID id(byte[] json, int offset, int length) {
    int at = offset + ID.length;
    if (!isOne(json, offset, length) || !isUuid(json, at)) {
      return null;
    }
    long high = hexadecimal(json, at, 8) << 32 | hexadecimal(json, at + 9, 4) << 16;
    high |= hexadecimal(json, at + 14, 4);
    long low = hexadecimal(json, at + 19, 4) << 48 | hexadecimal(json, at + 24, 12);
    return new UUID(high, low);
  }

  static @Nullable Instant createdAt(byte[] json, int offset, int length) {
    int at = offset + TIME;
    if (!isOne(json, offset, length) || !isTime(json, at)) {
      return null;
    }
    int hour = decimal(json, at + 11, 2);
    int minute = decimal(json, at + 14, 2);
    int second = decimal(json, at + 17, 2);
    if (hour > 23 || minute > 59 || second > 59) {
      return null;
    }
    try {
      LocalDate day =
          LocalDate.of(decimal(json, at, 4), decimal(json, at + 5, 2), decimal(json, at + 8, 2));
      long seconds = ((day.toEpochDay() * 24 + hour) * 60 + minute) * 60 + second;
      return Instant.ofEpochSecond(seconds, decimal(json, at + 20, 6) * 1000L);
    } catch (DateTimeException e) {
      return null;
    }
  }

  static @Nullable String name(byte[] json, int offset, int length) {
    if (!isOne(json, offset, length)) {
      return null;
    }
    int end = offset + length;
    int at = behindText(TYPE, json, behindUid(json, offset, end), end);
    if (!follows(NAME, json, at, end)) {
      return null;
    }
    int from = at + NAME.length;
    int to = textEnd(json, from, end);
    for (int i = from; i < to; i++) {
      if (json[i] == '\\') {
        return null;
      }
    }
    return to < end ? new String(json, from, to - from, UTF_8) : null;
  }

  /** Whether the name is where the type would be. */
  static boolean hasNoType(byte[] json, int offset, int length) {
    int end = offset + length;
    return isOne(json, offset, length) && follows(NAME, json, behindUid(json, offset, end), end);
  }

  /** The type; null also where there is none. */
  static @Nullable EventType type(byte[] json, int offset, int length) {
    if (!isOne(json, offset, length)) {
      return null;
    }
    int end = offset + length;
    int at = behindUid(json, offset, end);
    for (Map.Entry<EventType, byte[]> type : TYPES.entrySet()) {
      if (follows(type.getValue(), json, at, end)) {
        return type.getKey();
      }
    }
    return null;
  }

  /** The place after everything that comes before the type and the name. */
  private static int behindUid(byte[] json, int offset, int end) {
    int at = offset + LENGTH;
    if (follows(DURATION, json, at, end)) {
      at += DURATION.length;
      while (at < end && json[at] != ',') {
        at++;
      }
    }
    return behindText(UID, json, at, end);
  }

  private static Map<EventType, byte[]> types() {
    Map<EventType, byte[]> types = new EnumMap<>(EventType.class);
    for (EventType type : EventType.values()) {
      types.put(type, ascii(",\"event_type\":\"" + type + "\","));
    }
    return types;
  }

  private static boolean isOne(byte[] json, int offset, int length) {
    int end = offset + length;
    return follows(ID, json, offset, end)
        && follows(CREATED_AT, json, offset + ID.length + UUID_LENGTH, end)
        && follows(TIME_END, json, offset + TIME + TIME_LENGTH, end);
  }

  private static boolean follows(byte[] text, byte[] json, int at, int end) {
    return at + text.length <= end
        && Arrays.equals(text, 0, text.length, json, at, at + text.length);
  }

  /** The place after a text member; unchanged if another member is there. */
  private static int behindText(byte[] key, byte[] json, int at, int end) {
    return follows(key, json, at, end) ? textEnd(json, at + key.length, end) + 1 : at;
  }

  /** The place of the quote that ends a text; the end if there is none. */
  private static int textEnd(byte[] json, int from, int end) {
    int at = from;
    while (at < end && json[at] != '"') {
      at += json[at] == '\\' ? 2 : 1;
    }
    return Math.min(at, end);
  }

  private static boolean isUuid(byte[] json, int at) {
    for (int i = 0; i < UUID_LENGTH; i++) {
      boolean isDash = i == 8 || i == 13 || i == 18 || i == 23;
      byte c = json[at + i];
      if (isDash ? c != '-' : (c < '0' || c > '9') && (c < 'a' || c > 'f')) {
        return false;
      }
    }
    return true;
  }

  private static boolean isTime(byte[] json, int at) {
    for (int i = 0; i < TIME_LENGTH; i++) {
      byte c = json[at + i];
      char formed = TIME_FORM.charAt(i);
      if (formed == '0' ? c < '0' || c > '9' : c != formed) {
        return false;
      }
    }
    return true;
  }

  private static long hexadecimal(byte[] json, int from, int digits) {
    long value = 0;
    for (int i = from; i < from + digits; i++) {
      value = value << 4 | (json[i] <= '9' ? json[i] - '0' : json[i] - 'a' + 10);
    }
    return value;
  }

  private static int decimal(byte[] json, int from, int digits) {
    int value = 0;
    for (int i = from; i < from + digits; i++) {
      value = value * 10 + json[i] - '0';
    }
    return value;
  }

  private static byte[] ascii(String text) {
    return text.getBytes(ISO_8859_1);
  }
}
