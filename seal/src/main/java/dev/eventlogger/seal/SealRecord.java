package dev.eventlogger.seal;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a tree holds beside events, in words. The first line says what it is; each other one is a
 * word and its value. Records of epochs and removals are notes, signed by the operator key. Cases
 * may be added.
 */
public sealed interface SealRecord permits EpochRecord, Heartbeat, Removal {

  /** Which log. */
  String origin();

  /** Its lines, without signatures. */
  String text();

  /**
   * Reads an entry that is no event's, signed or not; says nothing of its signatures.
   *
   * @return null if it is none that is known
   * @throws IllegalArgumentException if it begins as one that is known, and is damaged
   */
  static @Nullable SealRecord parse(byte[] entry) {
    String all = new String(entry, UTF_8);
    String first = all.lines().findFirst().orElse("");
    return switch (first) {
      case EpochRecord.FIRST_LINE -> EpochRecord.parse(Note.parse(entry).text());
      case Removal.FIRST_LINE -> Removal.parse(Note.parse(entry).text());
      case Heartbeat.FIRST_LINE -> Heartbeat.parse(all);
      default -> null;
    };
  }

  /** Writes lines. */
  static String write(String firstLine, Map<String, Object> values) {
    StringBuilder text = new StringBuilder(firstLine).append('\n');
    values.forEach((word, value) -> text.append(word).append(' ').append(value).append('\n'));
    return text.toString();
  }

  /**
   * Reads lines that have each word once; returns the values.
   *
   * @throws IllegalArgumentException if these are not the words, in this order
   */
  static List<String> read(String text, String firstLine, List<String> words) {
    List<String> lines = text.lines().toList();
    List<String> values = new ArrayList<>();
    if (lines.size() != words.size() + 1 || !lines.get(0).equals(firstLine)) {
      throw damaged(firstLine);
    }
    for (int i = 0; i < words.size(); i++) {
      String line = lines.get(i + 1);
      String begin = words.get(i) + " ";
      if (!line.startsWith(begin)) {
        throw damaged(firstLine);
      }
      values.add(line.substring(begin.length()));
    }
    return values;
  }

  /** Sees that a record was in its one form. */
  static <R extends SealRecord> R inItsForm(R record, String text, String firstLine) {
    if (!record.text().equals(text)) {
      throw damaged(firstLine);
    }
    return record;
  }

  /** What to throw for a record that is not whole. */
  static IllegalArgumentException damaged(String firstLine) {
    return new IllegalArgumentException("this is no whole record of " + firstLine);
  }

  /** The values of a record, in order. */
  static Map<String, Object> values() {
    return new LinkedHashMap<>();
  }
}
