package dev.eventlogger.cli;

import static java.util.Objects.requireNonNull;

import dev.eventlogger.delivery.Ledger;
import dev.eventlogger.delivery.LogLedger;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;

/**
 * The lines that were logged and are not known to be delivered, so that they can be kept if they
 * never are. Holds a few lines more than the queues do: a log delivers in the order given, so the
 * oldest lines are dropped as its counts rise. Thread-safe.
 */
final class Unsettled {

  /** Checking the counts for each line would take longer than logging it. */
  private static final int LINES_AT_A_TIME = 64;

  private static final Set<PosixFilePermission> OWNER_ONLY =
      PosixFilePermissions.fromString("rw-------");

  private final Set<String> logs;
  private final Deque<Lines> older = new ArrayDeque<>();
  private List<byte[]> latest = new ArrayList<>();

  /** Lines, and how many events each log had taken after the last of them. */
  private record Lines(List<byte[]> lines, Map<String, Long> taken) {}

  /** For the logs that would lose what they have not delivered. */
  Unsettled(Set<String> logs) {
    this.logs = logs;
  }

  /** Whether anything can be lost at all. */
  boolean isNeeded() {
    return !logs.isEmpty();
  }

  /**
   * Adds a line that was logged.
   *
   * @param ledger asked once every 64 lines
   */
  synchronized void add(byte[] line, Supplier<Ledger> ledger) {
    latest.add(line);
    if (latest.size() >= LINES_AT_A_TIME) {
      Ledger now = ledger.get();
      Map<String, Long> taken = new HashMap<>();
      logs.forEach(log -> taken.put(log, of(log, now).taken()));
      older.add(new Lines(latest, taken));
      latest = new ArrayList<>();
      forget(now);
    }
  }

  private void forget(Ledger now) {
    while (!older.isEmpty() && isSettled(older.peek(), now)) {
      older.remove();
    }
  }

  private boolean isSettled(Lines lines, Ledger now) {
    return lines.taken().entrySet().stream()
        .allMatch(
            taken -> {
              LogLedger log = of(taken.getKey(), now);
              return log.delivered() + log.dead() >= taken.getValue();
            });
  }

  private static LogLedger of(String log, Ledger ledger) {
    return requireNonNull(ledger.logs().get(log), log);
  }

  /**
   * Writes the remaining lines to a new file, which only its owner can read.
   *
   * @param ledger the final one
   * @return how many
   */
  synchronized long keep(Path file, Ledger ledger) throws IOException {
    forget(ledger);
    FileAttribute<?>[] attributes =
        file.getFileSystem().supportedFileAttributeViews().contains("posix")
            ? new FileAttribute<?>[] {PosixFilePermissions.asFileAttribute(OWNER_ONLY)}
            : new FileAttribute<?>[0];
    Files.createFile(file, attributes);
    long count = latest.size();
    try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file))) {
      for (Lines lines : older) {
        write(lines.lines(), out);
        count += lines.lines().size();
      }
      write(latest, out);
    }
    return count;
  }

  private static void write(List<byte[]> lines, OutputStream out) throws IOException {
    for (byte[] line : lines) {
      out.write(line);
      out.write('\n');
    }
  }
}
