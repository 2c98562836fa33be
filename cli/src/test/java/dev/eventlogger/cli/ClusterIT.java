package dev.eventlogger.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/**
 * Two servers, a broker, two consumers and PostgreSQL, each of which is killed at random times,
 * while answers of the broker and of PostgreSQL are lost.
 */
@Timeout(3600)
class ClusterIT {

  private static final boolean LONG = Boolean.getBoolean("eventlogger.long");
  private static final int EVENTS = LONG ? 200_000 : 4_000;
  private static final int EACH_FAULT = Integer.getInteger("eventlogger.faults", LONG ? 20 : 1);
  private static final int FAULTS =
      LONG ? 8 : 6; // the last two concern the second server and consumer
  private static final int BATCH = 50;

  @TempDir private Path folder;

  private final Random random = new Random(7);
  private final Set<Integer> accepted = ConcurrentHashMap.newKeySet();
  private final Set<Integer> unanswered = ConcurrentHashMap.newKeySet();
  private final AtomicInteger next = new AtomicInteger();
  private volatile int goal;

  @Test
  @EnabledOnOs(value = OS.LINUX, architectures = "amd64")
  void hasEachAcceptedEventOnceWhoeverIsKilled() throws Exception {
    try (Cluster cluster = Cluster.start(folder, 6)) {
      for (int i = 0; i < 2; i++) {
        assertThat(cluster.addServer()).isEqualTo(i);
        assertThat(cluster.addConsumer()).isEqualTo(i);
      }
      CountDownLatch done = new CountDownLatch(2);
      for (int server = 0; server < 2; server++) {
        int own = server;
        new Thread(() -> send(cluster, own, done), "client-" + server).start();
      }
      for (int fault = 0; fault < FAULTS * EACH_FAULT; fault++) {
        goal = EVENTS / (FAULTS * EACH_FAULT + 1) * (fault + 1);
        CommandProcess.await("events", () -> next.get() >= goal);
        harm(cluster, fault % FAULTS);
        assertNothingIsCommittedThatIsNotThere(cluster);
        if (LONG) {
          System.out.println(Cluster.line("cluster: fault %d, rows %d", fault + 1, cluster.rows()));
        }
      }
      goal = EVENTS;
      assertThat(done.await(10, TimeUnit.MINUTES)).isTrue();
      CommandProcess.await("what was accepted", () -> cluster.rows() >= accepted.size());
      CommandProcess.await("nothing on its way", () -> isAllCommitted(cluster));
      assertNothingIsCommittedThatIsNotThere(cluster);

      List<Integer> numbers = cluster.numbers();
      System.out.println(
          Cluster.line(
              "cluster: posted %d, accepted %d, unanswered %d, faults %d, rows %d",
              next.get(), accepted.size(), unanswered.size(), FAULTS * EACH_FAULT, numbers.size()));
      assertThat(numbers).doesNotHaveDuplicates();
      Set<Integer> others = new HashSet<>(numbers);
      assertThat(others.containsAll(accepted)).as("all that was accepted is there").isTrue();
      others.removeAll(accepted);
      others.removeAll(unanswered);
      assertThat(others).isEmpty();
    }
  }

  private void harm(Cluster cluster, int fault) throws Exception {
    Thread.sleep(random.nextInt(50)); // at a random point of their work
    switch (fault) {
      case 0, 6 -> cluster.killServer(fault / 6);
      case 1, 7 -> cluster.killConsumer(fault / 7);
      case 2 -> cluster.killBroker();
      case 3 -> cluster.crashDatabase();
      case 4 -> cluster.toBroker().loseNextAnswers();
      default -> cluster.toDatabase().loseNextAnswers();
    }
  }

  /**
   * Posts batches. One without an answer may have been accepted, and is not sent again, so that
   * nothing is there twice.
   */
  private void send(Cluster cluster, int server, CountDownLatch done) {
    try {
      while (next.get() < EVENTS) {
        if (next.get() >= goal + BATCH * 20) {
          Thread.sleep(5); // so that there is still work at each kill
          continue;
        }
        int from = next.getAndAdd(BATCH);
        Set<Integer> answer = cluster.post(server, from, BATCH) ? accepted : unanswered;
        for (int n = from; n < from + BATCH; n++) {
          answer.add(n);
        }
        if (answer == unanswered) {
          Thread.sleep(200);
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      done.countDown();
    }
  }

  private static boolean isAllCommitted(Cluster cluster) {
    try {
      long ends =
          cluster.broker().topics().ends(Cluster.TOPIC).values().stream()
              .mapToLong(Long::longValue)
              .sum();
      return cluster.committed() == ends;
    } catch (Exception e) {
      throw new AssertionError(e);
    }
  }

  /** Reads the commits first: what was committed then is in the table now. */
  private static void assertNothingIsCommittedThatIsNotThere(Cluster cluster) throws Exception {
    Map<TopicPartition, Long> committed = cluster.broker().topics().committed(Cluster.GROUP);
    Map<TopicPartition, List<Integer>> records = cluster.records();
    Set<Integer> found = new HashSet<>(cluster.numbers());
    committed.forEach(
        (partition, offset) -> {
          Set<Integer> missing =
              new HashSet<>(
                  records.getOrDefault(partition, List.of()).subList(0, offset.intValue()));
          missing.removeAll(found);
          assertThat(missing).as("%s is committed to %s", partition, offset).isEmpty();
        });
  }
}
