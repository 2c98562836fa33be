package dev.eventlogger.delivery;

import static dev.eventlogger.delivery.TestEvents.settings;
import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.eventlogger.event.Event;
import dev.eventlogger.event.Outcome.DropReason;
import dev.eventlogger.journal.Journal;
import dev.eventlogger.journal.JournalSettings;
import dev.eventlogger.journal.Sync;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jetbrains.lincheck.datastructures.IntGen;
import org.jetbrains.lincheck.datastructures.ModelCheckingOptions;
import org.jetbrains.lincheck.datastructures.Operation;
import org.jetbrains.lincheck.datastructures.Options;
import org.jetbrains.lincheck.datastructures.Param;
import org.jetbrains.lincheck.datastructures.StressOptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.api.condition.JRE;
import org.junit.jupiter.api.io.TempDir;

/**
 * However offers, takes and closing overlap, a queue behaves as if they ran one after the other: an
 * event is taken in and given out, or refused. Lincheck looks for counterexamples.
 */
@Timeout(1800)
// From JDK 22 on, it takes minutes to transform the classes that earlier tests have loaded.
@EnabledForJreRange(max = JRE.JAVA_21)
class QueueLinearizabilityTest {

  private static final boolean IS_LONG = Boolean.getBoolean("eventlogger.long");

  @TempDir static Path directory;

  @Test
  void theQueueInMemoryBehavesAsIfOneCallCameAfterTheOther() {
    StressOptions stress = new StressOptions().invocationsPerIteration(IS_LONG ? 10_000 : 100);
    check(stress, InMemory.class, Bounded.class, IS_LONG ? 100 : 3);
  }

  @Test
  void noInterleavingOfTheQueueInMemoryIsWrong() {
    assumeTrue(IS_LONG, "one of the long proofs");
    ModelCheckingOptions model = new ModelCheckingOptions().invocationsPerIteration(300);
    check(model, InMemory.class, Bounded.class, 10);
  }

  @Test
  void theQueueInAJournalBehavesAsIfOneCallCameAfterTheOther() {
    assumeTrue(IS_LONG, "one of the long proofs");
    StressOptions stress = new StressOptions().invocationsPerIteration(30);
    check(stress, InJournal.class, Unbounded.class, 30);
  }

  @Test
  void wouldNoticeAQueueThatLooksForRoomAndAddsInTwoSteps() {
    ModelCheckingOptions model = new ModelCheckingOptions().invocationsPerIteration(1_000);

    assertThatThrownBy(() -> check(model, InTwoSteps.class, Bounded.class, 10))
        .hasMessageContaining("Invalid execution results");
  }

  private static void check(
      Options<?, ?> options, Class<?> queue, Class<?> specification, int iterations) {
    options
        .iterations(iterations)
        .threads(3)
        .actorsPerThread(3)
        // Initial operations would fill the queue before anything can race.
        .actorsBefore(0)
        .minimizeFailedScenario(false)
        .sequentialSpecification(specification)
        .check(queue);
  }

  /** The operations on a queue; only one thread takes. */
  public abstract static class Calls {

    abstract EventQueue queue();

    @Operation
    public String offer(@Param(gen = IntGen.class) int number) {
      byte[] json = ("{\"n\":" + number + "}").getBytes(UTF_8);
      DropReason reason = queue().offer(json, json.length);
      return reason == null ? "taken" : reason.name();
    }

    @Operation(nonParallelGroup = "sink")
    public String take() throws InterruptedException {
      if (queue().fill().events() == 0) {
        return "";
      }
      String events = queue().take().stream().map(Event::toJson).collect(joining());
      queue().settle();
      return events;
    }

    @Operation(runOnce = true)
    public void close() {
      queue().close();
    }
  }

  /** A queue with room for two. */
  public static final class InMemory extends Calls {
    private final EventQueue queue =
        new MemoryQueue(settings(2, 1, Duration.ZERO, OnFull.DROP_NEWEST));

    @Override
    EventQueue queue() {
      return queue;
    }
  }

  /** A queue with room for all. */
  public static final class InJournal extends Calls {
    private final EventQueue queue;

    /** Creates a journal in a new folder. */
    public InJournal() {
      try {
        Path folder = Files.createTempDirectory(directory, "journal");
        JournalSettings small =
            new JournalSettings(folder, Sync.INTERVAL, Duration.ofMillis(50), 1 << 20, 4096);
        queue =
            new JournalQueue(
                Journal.open(small),
                settings(9, 1, Duration.ZERO, OnFull.DROP_NEWEST),
                new LogCounts());
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    @Override
    EventQueue queue() {
      return queue;
    }
  }

  /** A broken queue with room for about two. */
  public static final class InTwoSteps {
    private volatile int waiting;

    /** Like the queue's method. */
    @Operation
    public String offer(@Param(gen = IntGen.class) int number) {
      int before = waiting;
      if (before >= 2) {
        return DropReason.QUEUE_FULL.name();
      }
      waiting = before + 1;
      return "taken";
    }
  }

  /** The specification of a queue with room for two. */
  public static final class Bounded extends Specification {
    /** Starts empty. */
    public Bounded() {
      super(2);
    }
  }

  /** The specification of a queue that is never full. */
  public static final class Unbounded extends Specification {
    /** Starts empty. */
    public Unbounded() {
      super(Integer.MAX_VALUE);
    }
  }

  /** A sequential queue. */
  public abstract static class Specification {

    private final int most;
    private final Deque<Integer> waiting = new ArrayDeque<>();
    private boolean closed;

    Specification(int most) {
      this.most = most;
    }

    /** Like the queue's method. */
    public String offer(int number) {
      if (closed) {
        return DropReason.CLOSED.name();
      }
      if (waiting.size() == most) {
        return DropReason.QUEUE_FULL.name();
      }
      waiting.add(number);
      return "taken";
    }

    /** Like the queue's method. */
    public String take() {
      return waiting.isEmpty() ? "" : "{\"n\":" + waiting.remove() + "}";
    }

    /** Like the queue's method. */
    public void close() {
      closed = true;
    }
  }
}
