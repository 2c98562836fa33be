package dev.eventlogger.seal;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a tree holds besides events, as text. The first line says which kind of record it is; each
 * other line is a word and its value. Records of epochs and removals are notes, signed by the
 * operator key. Cases may be added.
 */
public sealed interface SealRecord permits EpochRecord, Heartbeat, Removal {

  /** Which log. */
  String origin();

  /** The record's lines, without signatures. */
  String text();

  /**
   * Parses an entry that is not an event's, signed or not, without checking signatures.
   *
   * @return null if it is an unknown record
   * @throws IllegalArgumentException if its first line is known, but the rest is damaged
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
   * @throws IllegalArgumentException if the lines do not have these words, in this order
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

  /** Returns the record, after checking that the text was its one canonical form. */
  static <R extends SealRecord> R inItsForm(R record, String text, String firstLine) {
    if (!record.text().equals(text)) {
      throw damaged(firstLine);
    }
    return record;
  }

  /** The exception for a damaged record. */
  static IllegalArgumentException damaged(String firstLine) {
    return new IllegalArgumentException("this is no whole record of " + firstLine);
  }

  /** An empty map for the values of a record, which keeps their order. */
  static Map<String, Object> values() {
    return new LinkedHashMap<>();
  }
}
