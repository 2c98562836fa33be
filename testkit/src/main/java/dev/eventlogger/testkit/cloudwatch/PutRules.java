package dev.eventlogger.testkit.cloudwatch;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The rules of a {@code PutLogEvents} call, according to its page in the service's API reference.
 * Breaking a rule refuses the whole call; only events that are too old, too new or expired are
 * refused individually.
 */
final class PutRules {

  private static final int MOST_EVENTS = 10_000;
  private static final int MOST_BYTES = 1_048_576;
  private static final int BYTES_BESIDE_MESSAGE = 26;
  private static final long LONGEST_SPAN = Duration.ofHours(24).toMillis();
  private static final long FUTURE = Duration.ofHours(2).toMillis();
  private static final long PAST = Duration.ofDays(14).toMillis();

  /** A log event as it came, not checked yet. */
  record Input(long timestamp, String message, int bytes) {}

  /**
   * Which of a call's events are taken: those from {@code first}, inclusive, to {@code end},
   * exclusive.
   *
   * @param tooOldEnd the index after the last event that is older than 14 days; 0 if none is
   * @param expiredEnd the index after the last event that is older than the retention; 0 if all
   *     such events are too old as well
   * @param tooNewStart the index of the first event that is too new; the number of events if none
   *     is
   * @param size how many events there are
   */
  record Verdict(int tooOldEnd, int expiredEnd, int tooNewStart, int size) {

    int first() {
      return Math.max(tooOldEnd, expiredEnd);
    }

    int end() {
      return Math.max(first(), tooNewStart);
    }

    Map<String, Object> toJson() {
      Map<String, Object> rejected = new LinkedHashMap<>();
      if (tooNewStart < size) {
        rejected.put("tooNewLogEventStartIndex", tooNewStart);
      }
      if (tooOldEnd > 0) {
        rejected.put("tooOldLogEventEndIndex", tooOldEnd);
      }
      if (expiredEnd > 0) {
        rejected.put("expiredLogEventEndIndex", expiredEnd);
      }
      return rejected;
    }
  }

  private final int mostEventBytes;

  PutRules(int mostEventBytes) {
    this.mostEventBytes = mostEventBytes;
  }

  /** Reads the events of a call, and checks the limits of its size. */
  List<Input> read(Parameters parameters) throws ServiceError {
    List<?> items = parameters.list("logEvents", MOST_EVENTS);
    if (items.isEmpty()) {
      throw ServiceError.invalid(
          "1 validation error detected: Value null at 'logEvents' failed to satisfy constraint:"
              + " Member must not be null");
    }
    List<Input> events = new ArrayList<>(items.size());
    long bytes = 0;
    for (int i = 0; i < items.size(); i++) {
      Input event = input(parameters.item("logEvents", i, items.get(i)));
      bytes += event.bytes() + BYTES_BESIDE_MESSAGE;
      events.add(event);
    }
    if (bytes > MOST_BYTES) {
      throw ServiceError.invalid(
          "Upload too large: " + bytes + " bytes exceeds limit of " + MOST_BYTES);
    }
    return events;
  }

  private Input input(Parameters item) throws ServiceError {
    long timestamp = item.requiredNumber("timestamp", 0, Long.MAX_VALUE);
    String message = item.required("message", Integer.MAX_VALUE);
    int bytes = message.getBytes(UTF_8).length;
    if (bytes > mostEventBytes) {
      throw ServiceError.invalid(
          "Log event too large: " + bytes + " bytes exceeds limit of " + mostEventBytes);
    }
    return new Input(timestamp, message, bytes);
  }

  /** Decides which events a group takes at a time; refuses a call whose events are out of order. */
  Verdict judge(List<Input> events, LogGroup group, long now) throws ServiceError {
    for (int i = 1; i < events.size(); i++) {
      if (events.get(i).timestamp() < events.get(i - 1).timestamp()) {
        throw ServiceError.invalid(
            "Log events in a single PutLogEvents request must be in chronological order.");
      }
    }
    long days = group.retentionDays().orElse(Integer.MAX_VALUE);
    int tooOldEnd = before(events, now - PAST);
    int expiredEnd = before(events, now - Duration.ofDays(days).toMillis());
    Verdict verdict =
        new Verdict(
            tooOldEnd,
            expiredEnd > tooOldEnd ? expiredEnd : 0,
            before(events, now + FUTURE + 1),
            events.size());
    checkSpan(events.subList(verdict.first(), verdict.end()));
    return verdict;
  }

  /** How many of the events, which are in order, are earlier than a time. */
  private static int before(List<Input> events, long time) {
    int count = 0;
    while (count < events.size() && events.get(count).timestamp() < time) {
      count++;
    }
    return count;
  }

  private static void checkSpan(List<Input> valid) throws ServiceError {
    if (valid.isEmpty()) {
      return;
    }
    long span = valid.get(valid.size() - 1).timestamp() - valid.get(0).timestamp();
    if (span > LONGEST_SPAN) {
      throw ServiceError.invalid(
          "The batch of log events in a single PutLogEvents request cannot span more than 24"
              + " hours.");
    }
  }
}
