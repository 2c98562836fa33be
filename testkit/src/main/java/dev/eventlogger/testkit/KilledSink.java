package dev.eventlogger.testkit;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.eventlogger.query.EventStore;
import dev.eventlogger.spi.BaseEventLogger;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Runs a sink in a separate process, and kills that process ({@code kill -9}). It does so while the
 * sink is opened, writes or is closed, or while its store reads: for tests of what a destination
 * keeps. Whatever the sink said was delivered must be there afterwards.
 *
 * <pre>{@code
 * KilledSink sink = KilledSink.of(FileEventLogger.class, null, Map.of("path", file.toString()));
 * for (int i = 0; i < 10; i++) {
 *   sink.runAndKill(i % 2 == 0 ? Moment.OPENING : Moment.CLOSING);
 * }
 * assertThat(idsIn(file)).containsAll(sink.delivered());
 * }</pre>
 *
 * <p>For one thread.
 */
public final class KilledSink {

  private static final int MOST_MILLIS = 40;

  private final Random random = new Random(1);
  private final Class<? extends BaseEventLogger> sink;
  private final @Nullable Class<? extends EventStore> store;
  private final Map<String, ?> settings;
  private final Set<String> delivered = new HashSet<>();
  private int ended;

  /** When the process is killed: within some milliseconds after this has begun. */
  public enum Moment {
    /** The sink is being opened. */
    OPENING("opening"),
    /** The sink has written its first batch. */
    WRITING("d "),
    /** The sink is being closed. */
    CLOSING("closing"),
    /**
     * The store has read, and is being closed; the same as {@link #CLOSING} where there is no
     * store.
     */
    READING("reading");

    private final String line;

    Moment(String line) {
      this.line = line;
    }
  }

  private KilledSink(
      Class<? extends BaseEventLogger> sink,
      @Nullable Class<? extends EventStore> store,
      Map<String, ?> settings) {
    this.sink = sink;
    this.store = store;
    this.settings = settings;
  }

  /**
   * For a sink, and perhaps its store, with public constructors without parameters.
   *
   * @param store null if it has none
   * @param settings texts, whole numbers, booleans and lists of texts
   */
  public static KilledSink of(
      Class<? extends BaseEventLogger> sink,
      @Nullable Class<? extends EventStore> store,
      Map<String, ?> settings) {
    return new KilledSink(sink, store, settings);
  }

  /** The ids of all events that were delivered, in all processes so far. */
  public Set<String> delivered() {
    return Set.copyOf(delivered);
  }

  /** How many processes ended by themselves before they were killed. */
  public int ended() {
    return ended;
  }

  /** Runs a process until it is killed at a moment, or ends just before that. */
  public void runAndKill(Moment moment) throws IOException, InterruptedException {
    Moment possible = moment == Moment.READING && store == null ? Moment.CLOSING : moment;
    Process process =
        new ProcessBuilder(command()).redirectError(ProcessBuilder.Redirect.INHERIT).start();
    Thread killer = new Thread(() -> kill(process, random.nextInt(MOST_MILLIS)), "killer");
    try (BufferedReader lines =
        new BufferedReader(new InputStreamReader(process.getInputStream(), UTF_8))) {
      String line = lines.readLine();
      while (line != null) {
        note(line);
        if (line.startsWith(possible.line) && killer.getState() == Thread.State.NEW) {
          killer.start();
        }
        line = lines.readLine();
      }
    }
    if (!process.waitFor(1, TimeUnit.MINUTES)) {
      process.destroyForcibly();
      throw new AssertionError("the process of the sink does not end");
    }
    boolean wasKilled = killer.getState() != Thread.State.NEW;
    killer.join();
    int exit = process.exitValue();
    if (exit == SinkProcess.FAILED || (exit != 0 && !wasKilled)) {
      throw new AssertionError("the sink failed in its process; see standard error");
    }
  }

  private void note(String line) {
    // A line that the kill cut short does not match.
    if (line.matches("d [0-9a-f-]{36}")) {
      delivered.add(line.substring(2));
    } else if (line.equals("ended")) {
      ended++;
    }
  }

  private List<String> command() {
    List<String> command =
        new ArrayList<>(
            List.of(
                ProcessHandle.current().info().command().orElse("java"),
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                SinkProcess.class.getName(),
                sink.getName(),
                store == null ? "" : store.getName()));
    settings.forEach((name, value) -> command.add(SinkProcess.argument(name, value)));
    return command;
  }

  private static void kill(Process process, int after) {
    try {
      Thread.sleep(after);
      // Not on the Process itself, which would close the pipe before it is read.
      boolean unused = process.toHandle().destroyForcibly();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
