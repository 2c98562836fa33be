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

/** Two servers, a broker, two consumers and PostgreSQL, while each is killed at random. */
@Timeout(3600)
class ClusterIT {

  private static final boolean LONG = Boolean.getBoolean("eventlogger.long");
  private static final int EVENTS = LONG ? 200_000 : 10_000;
  private static final int KILLS_OF_EACH = LONG ? 20 : 1;
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
      int kills = 5 * KILLS_OF_EACH;
      for (int kill = 0; kill < kills; kill++) {
        goal = EVENTS / (kills + 1) * (kill + 1);
        CommandProcess.await("events", () -> next.get() >= goal);
        kill(cluster, kill % 5);
        assertNothingIsCommittedThatIsNotThere(cluster);
      }
      goal = EVENTS;
      assertThat(done.await(10, TimeUnit.MINUTES)).isTrue();
      CommandProcess.await("what was accepted", () -> cluster.rows() >= accepted.size());
      CommandProcess.await("nothing on its way", () -> isAllCommitted(cluster));
      assertNothingIsCommittedThatIsNotThere(cluster);

      List<Integer> numbers = cluster.numbers();
      System.out.println(
          Cluster.line(
              "cluster: posted %d, accepted %d, unanswered %d, kills %d, rows %d",
              next.get(), accepted.size(), unanswered.size(), kills, numbers.size()));
      assertThat(numbers).doesNotHaveDuplicates().containsAll(accepted);
      Set<Integer> others = new HashSet<>(numbers);
      others.removeAll(accepted);
      assertThat(unanswered).containsAll(others);
    }
  }

  private void kill(Cluster cluster, int which) throws Exception {
    Thread.sleep(random.nextInt(50));
    switch (which) {
      case 0, 1 -> cluster.killServer(which);
      case 2, 3 -> cluster.killConsumer(which - 2);
      default -> {
        cluster.broker().kill();
        cluster.broker().start();
        List<String> unused =
            cluster.query(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE pid <>"
                    + " pg_backend_pid() AND backend_type = 'client backend'");
      }
    }
  }

  /**
   * What is not answered may have been accepted: it is not sent again, so that nothing is twice.
   */
  private void send(Cluster cluster, int server, CountDownLatch done) {
    try {
      while (next.get() < EVENTS) {
        if (next.get() >= goal + BATCH * 20) {
          Thread.sleep(5); // so that there is work at each kill
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
        (partition, offset) ->
            assertThat(found)
                .as("%s is committed to %s", partition, offset)
                .containsAll(
                    records.getOrDefault(partition, List.of()).subList(0, offset.intValue())));
  }
}
