package dev.eventlogger.journal;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;

/** Small journals for the tests of this package, and their records. */
final class Journals {

  static final int SEGMENT = 4096;

  private Journals() {}

  static final RecordDecoder<String> TEXT =
      (bytes, offset, length) -> new String(bytes, offset, length, UTF_8);

  static JournalSettings settings(Path directory) {
    return settings(directory, Sync.INTERVAL);
  }

  static JournalSettings settings(Path directory, Sync sync) {
    return new JournalSettings(directory, sync, Duration.ofMillis(20), 1 << 20, SEGMENT);
  }

  /** A record that contains its number; some are longer than others. */
  static byte[] record(long number) {
    return ("{\"n\":" + number + ",\"f\":\"" + "x".repeat((int) (number * 37 % 300)) + "\"}")
        .getBytes(UTF_8);
  }

  static Appended append(Journal journal, long number) {
    byte[] record = record(number);
    return journal.append(record, record.length, Duration.ZERO);
  }

  /** Appends the records with the numbers from first to last, both included. */
  static void appendAll(Journal journal, long first, long last) {
    for (long i = first; i <= last; i++) {
      byte[] record = record(i);
      Appended outcome = journal.append(record, record.length, Duration.ofSeconds(100));
      if (outcome != Appended.WRITTEN) {
        throw new AssertionError("record " + i + ": " + outcome);
      }
    }
  }

  /** The number in such a record; throws if it is not as it was written. */
  static long number(String json) {
    long number = Long.parseLong(json.substring(5, json.indexOf(',')));
    if (!json.equals(new String(record(number), UTF_8))) {
      throw new AssertionError("corrupt: " + json);
    }
    return number;
  }

  /** Reads and settles everything that waits. */
  static List<Long> drain(Journal journal) throws IOException {
    List<Long> numbers = new ArrayList<>();
    while (journal.waiting() > 0) {
      List<String> events = journal.read(7, 2000, TEXT);
      events.forEach(event -> numbers.add(number(event)));
      settle(journal, events.size());
    }
    return numbers;
  }

  /** Settles what was read, as delivered. */
  static void settle(Journal journal, int events) {
    Progress progress = journal.progress();
    journal.settle(progress.delivered() + events, progress.dead());
  }

  static List<Long> range(long first, long last) {
    return LongStream.rangeClosed(first, last).boxed().toList();
  }
}
