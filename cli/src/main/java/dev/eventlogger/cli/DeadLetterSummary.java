package dev.eventlogger.cli;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.eventlogger.delivery.DeadLetter;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Summarizes one file of dead letters, without the contents of events. For one thread. */
final class DeadLetterSummary implements DeadLetterLines.Consumer {

  /** The most reasons to list: a destination may give a different one for every event. */
  private static final int MOST_REASONS = 20;

  private static final String OTHER_REASONS = "(other reasons)";

  private final String log;
  private final Path file;
  private final Map<String, Long> reasons = new LinkedHashMap<>();
  private long letters;
  private long unreadable;
  private @Nullable Instant first;
  private @Nullable Instant last;

  DeadLetterSummary(String log, Path file) {
    this.log = log;
    this.file = file;
  }

  @Override
  public void letter(long line, DeadLetter letter) {
    letters++;
    first = first == null || letter.firstAt().isBefore(first) ? letter.firstAt() : first;
    last = last == null || letter.lastAt().isAfter(last) ? letter.lastAt() : last;
    boolean isListed = reasons.containsKey(letter.reason()) || reasons.size() < MOST_REASONS;
    reasons.merge(isListed ? letter.reason() : OTHER_REASONS, 1L, Long::sum);
  }

  @Override
  public void unreadable(long line, String reason) {
    unreadable++;
  }

  /** How many dead letters there are. */
  long letters() {
    return letters;
  }

  /** How many lines are not dead letters. */
  long unreadable() {
    return unreadable;
  }

  /** Whether every line is a dead letter. */
  boolean isReadable() {
    return unreadable == 0;
  }

  List<String> text() {
    List<String> lines = new ArrayList<>();
    String times = letters == 0 ? "" : ", from " + first + " to " + last;
    lines.add(log + ": " + letters + " in " + file + times);
    reasons.forEach((reason, count) -> lines.add("  " + count + ": " + reason));
    if (unreadable > 0) {
      lines.add("  " + unreadable + " lines that cannot be read");
    }
    return lines;
  }

  String json() {
    ObjectNode json = new ObjectMapper().createObjectNode();
    json.put("log", log);
    json.put("file", file.toString());
    json.put("letters", letters);
    json.put("unreadable", unreadable);
    json.put("first_at", first == null ? null : first.toString());
    json.put("last_at", last == null ? null : last.toString());
    ObjectNode counts = json.putObject("reasons");
    reasons.forEach(counts::put);
    return json.toString();
  }
}
