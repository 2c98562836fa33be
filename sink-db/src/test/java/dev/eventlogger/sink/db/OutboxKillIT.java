package dev.eventlogger.sink.db;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.eventlogger.EventLogger;
import dev.eventlogger.delivery.FlushResult;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Two processes work in transactions and relay, one with journals and one without, and are killed
 * again and again. What was committed is delivered, each event once, and nothing else is.
 */
@Timeout(1200)
final class OutboxKillIT {

  private static final Pattern NUMBER = Pattern.compile("\"number\":\\s*(\\d+)");
  private static final int NUMBERS_OF_A_LIFE = 1_000_000;

  private final int transactions = Rig.count(600, 20_000);
  private final int kills = Rig.count(2, 20);
  private final Random random = new Random(1);
  private String table;
  private TestDatabase database;
  private String url;
  private int lives;
  private int done;
  @TempDir private Path journals;

  @ParameterizedTest
  @EnumSource
  void deliversWhatWasCommittedAndNothingElse(TestDatabase kind) throws Exception {
    database = kind;
    url = kind.sharedUrl();
    table = new OutboxRig(kind).table;
    database.execute("CREATE TABLE " + table + "_orders (number INT NOT NULL)");
    Node first = new Node(journals.toString());
    Node second = new Node("");
    for (int kill = 0; kill < kills; kill++) {
      Node killed = kill % 2 == 0 ? first : second;
      Node other = kill % 2 == 0 ? second : first;
      killed.work(share());
      killed.kill();
      other.catchUp();
    }
    first.end();
    second.end();
    drain();

    List<Integer> committed = numbers("SELECT number FROM " + table + "_orders");
    List<Integer> delivered = numbers("SELECT event_data FROM " + database.quoted(table + "_logs"));
    System.out.printf(
        "outbox, %s: transactions %d, threads %d, killed %d, committed %d, delivered %d%n",
        kind, done, 2 * OutboxNode.THREADS, kills, committed.size(), delivered.size());
    assertThat(delivered).doesNotHaveDuplicates().hasSameSizeAs(committed);
    assertThat(new HashSet<>(delivered)).isEqualTo(new HashSet<>(committed));
    assertThat(done).isGreaterThanOrEqualTo(transactions);
    assertThat(committed).hasSizeBetween(done / 2, done);
  }

  /**
   * A share such that all are done when the last process is killed, and the kill is never at the
   * same place.
   */
  private int share() {
    int left = transactions - done;
    int turns = kills - lives + 2;
    return Math.max(1, left / Math.max(1, turns) + random.nextInt(50));
  }

  private void drain() throws Exception {
    try (EventLogger last = OutboxNode.open(url, table, journals.toString())) {
      OutboxRig.await(last, state -> rows() == 0);
      assertThat(last.flush(Duration.ofMinutes(1))).isEqualTo(FlushResult.FLUSHED);
    }
  }

  private long rows() {
    try {
      return database.count("SELECT COUNT(*) FROM " + database.quoted(table));
    } catch (java.sql.SQLException e) {
      throw new AssertionError(e);
    }
  }

  private List<Integer> numbers(String sql) throws Exception {
    List<Integer> numbers = new ArrayList<>();
    for (String text : database.query(sql)) {
      Matcher number = NUMBER.matcher(text);
      numbers.add(Integer.valueOf(number.find() ? number.group(1) : text));
    }
    return numbers;
  }

  /** A process, and its successors after each kill. */
  private final class Node {
    private final String folder;
    private Process process;
    private BufferedReader lines;

    Node(String folder) throws IOException {
      this.folder = folder;
      begin();
    }

    private void begin() throws IOException {
      List<String> command =
          List.of(
              ProcessHandle.current().info().command().orElse("java"),
              "-XX:TieredStopAtLevel=1",
              "-cp",
              System.getProperty("java.class.path"),
              OutboxNode.class.getName(),
              url,
              table,
              folder,
              "work",
              String.valueOf(lives++ * NUMBERS_OF_A_LIFE));
      process = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
      lines = new BufferedReader(new InputStreamReader(process.getInputStream(), UTF_8));
    }

    /** Waits until some more transactions are done. */
    void work(int count) throws IOException {
      for (int i = 0; i < count; i++) {
        if (lines.readLine() == null) {
          throw new AssertionError("the process has ended by itself");
        }
        done++;
      }
    }

    /** Reads its output so far, so that it does not block on more. */
    void catchUp() throws IOException {
      while (lines.ready() && lines.readLine() != null) {
        done++;
      }
    }

    /** Kills it, and starts another. */
    void kill() throws Exception {
      Thread.sleep(random.nextInt(30));
      end();
      begin();
    }

    void end() throws Exception {
      // Not through the process object, which would close the pipe before it is read.
      boolean unused = process.toHandle().destroyForcibly();
      while (lines.readLine() != null) {
        done++;
      }
      process.waitFor();
    }
  }
}
