package dev.eventlogger.event;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/**
 * Checks whether bytes are an event as {@link CanonicalJson} writes it, without building values
 * from them. If it says yes, no accessor of the event throws. It may say no to an event with
 * something unusual in it: then use a reader. For one event and one thread.
 *
 * <p>Unknown members are taken for those of later versions, and may hold any value.
 */
final class CanonicalScan {

  private static final List<byte[]> MEMBERS =
      Stream.of(
              "id",
              "created_at",
              "duration_ms",
              "uid",
              "event_type",
              "name",
              "level",
              "subject",
              "message",
              "schema",
              "context",
              "event_data")
          .map(CanonicalScan::ascii)
          .toList();
  private static final int DURATION = 2;
  private static final int TYPE = 4;
  private static final int NAME = 5;
  private static final int LEVEL = 6;
  private static final int SCHEMA = 9;
  private static final int CONTEXT = 10;
  private static final int DATA = 11;
  private static final int REQUIRED = 1 << NAME | 1 << LEVEL | 1 << DATA;

  private static final List<byte[]> TYPES = names(EventType.values());
  private static final List<byte[]> LEVELS = names(Level.values());
  private static final byte[] SCHEMA_ID = ascii("{\"id\":");
  private static final byte[] SCHEMA_VERSION = ascii(",\"version\":");
  private static final int LONGEST_NAME = 200;
  private static final int LONGEST_MILLIS = 15;

  private final ScannedJson json;
  private final byte[] bytes;
  private int next; // the first of the members that may still come
  private int found; // one bit for each of the members

  private CanonicalScan(byte[] bytes, int offset, int length) {
    this.bytes = bytes;
    json = new ScannedJson(bytes, offset, offset + length);
  }

  private static List<byte[]> names(Enum<?>[] constants) {
    return Arrays.stream(constants).map(constant -> ascii(constant.name())).toList();
  }

  private static byte[] ascii(String text) {
    return text.getBytes(ISO_8859_1);
  }

  /** Whether the bytes certainly are an event. */
  static boolean isEvent(byte[] bytes, int offset, int length) {
    return length <= CanonicalJson.DEFAULT_MAX_BYTES
        && EventHead.id(bytes, offset, length) != null
        && EventHead.createdAt(bytes, offset, length) != null
        && new CanonicalScan(bytes, offset, length).isEvent();
  }

  private boolean isEvent() {
    return json.object(1, this::isMember) && json.isAtEnd() && (found & REQUIRED) == REQUIRED;
  }

  /** Whether a member of the event is right; its name is given, and its value comes next. */
  private boolean isMember(int from, int to) {
    int known = known(from, to);
    if (known < 0) {
      return json.value(1);
    }
    if (known < next) {
      return false;
    }
    next = known + 1;
    found |= 1 << known;
    return switch (known) {
      case DURATION -> isMillis();
      case TYPE -> isOneOf(TYPES);
      case NAME -> isName();
      case LEVEL -> isOneOf(LEVELS);
      case SCHEMA -> isSchema();
      case CONTEXT, DATA -> json.isAt('{') && json.value(1);
      default -> json.text();
    };
  }

  private int known(int from, int to) {
    for (int i = 0; i < MEMBERS.size(); i++) {
      int likely = (next + i) % MEMBERS.size();
      byte[] member = MEMBERS.get(likely);
      if (Arrays.equals(member, 0, member.length, bytes, from, to)) {
        return likely;
      }
    }
    return -1;
  }

  private boolean isMillis() {
    int from = json.at();
    return json.number() && bytes[from] != '-' && json.at() - from <= LONGEST_MILLIS;
  }

  private boolean isOneOf(List<byte[]> constants) {
    int from = json.at() + 1;
    if (!json.text()) {
      return false;
    }
    int to = json.at() - 1;
    for (byte[] constant : constants) {
      if (Arrays.equals(constant, 0, constant.length, bytes, from, to)) {
        return true;
      }
    }
    return false;
  }

  /**
   * Whether a name is right. It has no more bytes than a name may have characters, at least one of
   * them visible, and no escapes.
   */
  private boolean isName() {
    int from = json.at() + 1;
    if (!json.text() || json.at() - 1 - from > LONGEST_NAME) {
      return false;
    }
    boolean isVisible = false;
    for (int i = from; i < json.at() - 1; i++) {
      if (bytes[i] == '\\') {
        return false;
      }
      isVisible |= bytes[i] > ' ';
    }
    return isVisible;
  }

  private boolean isSchema() {
    return json.follows(SCHEMA_ID)
        && json.text()
        && json.follows(SCHEMA_VERSION)
        && json.text()
        && json.take('}');
  }
}
