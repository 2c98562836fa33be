package dev.eventlogger.seal;

import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * Records that events were removed from the store on purpose: which, when, and by what rule. Signed
 * by the operator key; it becomes a leaf, and the salts of the events are deleted.
 *
 * @param origin which log
 * @param kind {@code erase}, {@code purge} or {@code retention}
 * @param reason by what rule, in one line that reveals nothing of an event or a person
 * @param time when, by the clock of whoever asked for it, to the second
 * @param ids of the events; 1 to {@link #MOST_IDS}
 */
public record Removal(String origin, String kind, String reason, Instant time, List<UUID> ids)
    implements SealRecord {

  /** Most events of one record, so that it fits into an entry. */
  public static final int MOST_IDS = 1_000;

  static final String FIRST_LINE = "event-logger/removal/v1";

  private static final List<String> WORDS = List.of("origin", "kind", "reason", "time");
  private static final int MOST_REASON = 1_000;

  public Removal {
    ids = List.copyOf(ids);
    if (ids.isEmpty() || ids.size() > MOST_IDS) {
      throw new IllegalArgumentException(
          "a removal names from 1 to " + MOST_IDS + " events, not " + ids.size());
    }
    if (!kind.matches("[a-z]{1,20}")) {
      throw new IllegalArgumentException("a removal's kind is a word of small letters");
    }
    if (reason.isEmpty()
        || reason.length() > MOST_REASON
        || reason.chars().anyMatch(Character::isISOControl)) {
      throw new IllegalArgumentException("a removal's reason is one line");
    }
  }

  static Removal parse(String text) {
    List<String> lines = text.lines().toList();
    int head = Math.min(lines.size(), WORDS.size() + 1);
    List<String> values =
        SealRecord.read(String.join("\n", lines.subList(0, head)), FIRST_LINE, WORDS);
    List<UUID> ids = new ArrayList<>();
    try {
      for (String line : lines.subList(head, lines.size())) {
        if (!line.startsWith("id ")) {
          throw SealRecord.damaged(FIRST_LINE);
        }
        ids.add(UUID.fromString(line.substring(3)));
      }
      Removal read =
          new Removal(
              values.get(0), values.get(1), values.get(2), Instant.parse(values.get(3)), ids);
      return SealRecord.inItsForm(read, text, FIRST_LINE);
    } catch (DateTimeException e) {
      throw new IllegalArgumentException(SealRecord.damaged(FIRST_LINE).getMessage(), e);
    }
  }

  @Override
  public String text() {
    Map<String, Object> values = SealRecord.values();
    values.put("origin", origin);
    values.put("kind", kind);
    values.put("reason", reason);
    values.put("time", time);
    StringBuilder text = new StringBuilder(SealRecord.write(FIRST_LINE, values));
    ids.forEach(id -> text.append("id ").append(id).append('\n'));
    return text.toString();
  }
}
