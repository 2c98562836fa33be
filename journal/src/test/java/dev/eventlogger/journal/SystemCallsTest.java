package dev.eventlogger.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * What a journal asks of the system, in which order, as strace sees it: no record goes to a segment
 * whose zeros, name and directory are not synced, and none is acknowledged before it is synced.
 */
@Timeout(600)
class SystemCallsTest {

  private static final int ROLLS = Boolean.getBoolean("eventlogger.long") ? 1000 : 20;
  private static final Pattern OPEN =
      Pattern.compile("openat\\(AT_FDCWD, \"([^\"]+)\", ([A-Z_|]+).*\\) += (\\d+)");
  private static final Pattern ON_FILE = Pattern.compile("(write|fsync|fdatasync)\\((\\d+)\\b.*");
  private static final Pattern RENAME = Pattern.compile("rename\\(\"([^\"]+)\", \"([^\"]+)\"\\).*");

  @TempDir Path directory;
  private final Map<String, String> files = new HashMap<>();
  private final Set<String> syncedWrites = new HashSet<>();
  private final Set<String> syncedFiles = new HashSet<>();
  private final Set<String> unsyncedNames = new HashSet<>();
  private final Map<String, String> unfinished = new HashMap<>();
  private int acknowledged;
  private int rolls;

  /** The program that is traced: appends to a journal until it has rolled often enough. */
  static final class Traced {

    private Traced() {}

    public static void main(String[] args) throws IOException {
      JournalSettings settings =
          new JournalSettings(Path.of(args[0]), Sync.ALWAYS, Duration.ofMillis(50), 1 << 20, 4096);
      try (Journal journal = Journal.open(settings)) {
        for (long number = 1; number <= Long.parseLong(args[1]); number++) {
          Journals.appendAll(journal, number, number);
          System.out.println("ack");
          Journals.drain(journal);
        }
      }
    }
  }

  @Test
  void nothingIsAcknowledgedBeforeItsDataAndItsNameAreSynced() throws Exception {
    Path trace = directory.resolve("trace");
    assumeTrue(run(List.of("strace", "-V")));
    assumeTrue(run(traced(trace, BrokenBuild.none())), "strace may not trace here");

    Files.readAllLines(trace).forEach(this::noteLine);

    assertThat(acknowledged).isEqualTo(ROLLS * 25);
    assertThat(rolls).isGreaterThanOrEqualTo(ROLLS);
  }

  @Test
  void aBuildThatDoesNotSyncWouldBeNoticed() throws Exception {
    Path trace = directory.resolve("trace");
    String unsynced = BrokenBuild.withoutSync(directory.resolve("broken"));
    assumeTrue(run(List.of("strace", "-V")));
    assumeTrue(run(traced(trace, unsynced)), "strace may not trace here");

    assertThatThrownBy(() -> Files.readAllLines(trace).forEach(this::noteLine))
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("synced");
  }

  private List<String> traced(Path trace, String classPath) {
    return List.of(
        "strace",
        "-f",
        "-qq",
        "-s",
        "4",
        "-e",
        "trace=openat,write,fsync,fdatasync,rename",
        "--seccomp-bpf",
        "-o",
        trace.toString(),
        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
        "-cp",
        classPath,
        Traced.class.getName(),
        directory.resolve("log").toString(),
        Integer.toString(ROLLS * 25));
  }

  /**
   * Notes a line of the trace: the thread's id, and the call. A call that is interrupted by another
   * takes two lines: a write counts when it begins, any other call when it has ended.
   */
  private void noteLine(String line) {
    String thread = line.substring(0, line.indexOf(' '));
    String call = line.substring(thread.length()).strip();
    if (call.startsWith("<...")) {
      String begun = unfinished.remove(thread);
      if (begun != null) {
        note(begun + call.substring(call.indexOf('>') + 1));
      }
    } else if (call.endsWith("<unfinished ...>") && !call.startsWith("write")) {
      unfinished.put(thread, call.replace(" <unfinished ...>", ""));
    } else {
      note(call);
    }
  }

  private void note(String call) {
    Matcher open = OPEN.matcher(call);
    Matcher onFile = ON_FILE.matcher(call);
    Matcher rename = RENAME.matcher(call);
    if (open.matches()) {
      opened(open.group(3), open.group(1), open.group(2));
    } else if (rename.matches() && rename.group(2).endsWith(".seg")) {
      assertThat(syncedFiles).as("zeros are synced before the name").contains(rename.group(1));
      unsyncedNames.add(rename.group(2));
    } else if (onFile.matches()) {
      used(onFile.group(1), onFile.group(2));
    }
  }

  private void opened(String descriptor, String path, String flags) {
    files.put(descriptor, path);
    syncedWrites.remove(descriptor);
    if (flags.contains("O_DSYNC")) {
      syncedWrites.add(descriptor);
      rolls++;
    }
  }

  private void used(String call, String descriptor) {
    String path = files.getOrDefault(descriptor, "");
    if (call.startsWith("write") && path.endsWith(".seg")) {
      assertThat(syncedWrites).as("a record is written synced").contains(descriptor);
      assertThat(unsyncedNames).as("its name is synced before").doesNotContain(path);
    } else if (call.startsWith("write") && descriptor.equals("1")) {
      acknowledged++;
    } else if (!call.startsWith("write")) {
      syncedFiles.add(path);
      unsyncedNames.removeIf(name -> name.startsWith(path + "/"));
    }
  }

  private static boolean run(List<String> command) throws InterruptedException {
    try {
      Process process =
          new ProcessBuilder(command).redirectOutput(ProcessBuilder.Redirect.DISCARD).start();
      return process.waitFor(500, TimeUnit.SECONDS) && process.exitValue() == 0;
    } catch (IOException e) {
      return false;
    }
  }
}
