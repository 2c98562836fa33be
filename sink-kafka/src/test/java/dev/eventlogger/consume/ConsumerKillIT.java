package dev.eventlogger.consume;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.eventlogger.EventLogger;
import dev.eventlogger.event.Event;
import dev.eventlogger.testkit.TcpProxy;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Consumes into PostgreSQL, which has each event once, while consumers and connections are lost.
 */
@Timeout(900)
class ConsumerKillIT {

  private static final boolean LONG = Boolean.getBoolean("eventlogger.long");
  private static final int KILLS = LONG ? 20 : 3;
  private static final int EVENTS = LONG ? 200_000 : 4_000;
  private static final int MEMBERS = 2;

  @TempDir private Path folder;

  private final ConsumeRig rig = new ConsumeRig();

  private final Random random = new Random(42);
  private final String group = "group-" + UUID.randomUUID();
  private final String table = ConsumeRig.table();

  @Test
  void hasEachEventOnceHoweverOftenAConsumerIsKilled() throws Exception {
    String topic = rig.topic(6);
    List<Event> events = ConsumeRig.events(EVENTS);
    Map<TopicPartition, List<UUID>> places = new HashMap<>();
    try (EventLogger first = ConsumerNode.open(rig.url(), table, dead())) {
      assertThat(first.ledger().logged()).isZero();
      assertThat(rig.ids(table)).isEmpty(); // creates the table before it is looked at
    }
    List<Process> members = new ArrayList<>();
    for (int i = 0; i < MEMBERS; i++) {
      members.add(begin(topic));
    }
    int looked = 0;
    int killedAtWork = 0;
    int portion = EVENTS / (KILLS + 1);
    for (int kill = 0; kill < KILLS; kill++) {
      rig.write(topic, events.subList(kill * portion, (kill + 1) * portion), places);
      int wanted = kill * portion + random.nextInt(portion / 2);
      ConsumeRig.await("some more", () -> rig.count(table) >= wanted);
      int victim = random.nextInt(MEMBERS);
      boolean unused = members.get(victim).toHandle().destroyForcibly();
      members.get(victim).waitFor();
      killedAtWork += rig.count(table) < (kill + 1) * portion ? 1 : 0;
      looked += assertNothingIsCommittedThatIsNotThere(places);
      members.set(victim, begin(topic));
    }
    rig.write(topic, events.subList(KILLS * portion, EVENTS), places);
    ConsumeRig.await("all", () -> rig.count(table) == EVENTS);
    ConsumeRig.await("all committed", () -> committed() == EVENTS);
    members.forEach(Process::destroyForcibly);

    Set<UUID> found = rig.ids(table);
    System.out.printf(
        "consume: events %d, members %d, killed %d (%d with work to do), looked at %d committed"
            + " offsets, rows %d%n",
        EVENTS, MEMBERS, KILLS, killedAtWork, looked, found.size());
    assertThat(found).hasSize(EVENTS);
    assertThat(found).isEqualTo(events.stream().map(Event::id).collect(Collectors.toSet()));
    assertNothingIsCommittedThatIsNotThere(places);
  }

  /** Reads the commits first: what is committed by then must be in the table now. */
  private int assertNothingIsCommittedThatIsNotThere(Map<TopicPartition, List<UUID>> places)
      throws Exception {
    Map<TopicPartition, Long> committed = rig.broker().topics().committed(group);
    Set<UUID> found = rig.ids(table);
    committed.forEach(
        (partition, offset) -> {
          Set<UUID> missing =
              new HashSet<>(
                  places.getOrDefault(partition, List.of()).subList(0, offset.intValue()));
          missing.removeAll(found);
          assertThat(missing).as("%s is committed to %s", partition, offset).isEmpty();
        });
    return committed.size();
  }

  @Test
  void waitsForADatabaseThatIsAwayAndCommitsNothingMeanwhile() throws Exception {
    String topic = rig.topic(3);
    List<Event> events = ConsumeRig.events(4_000);
    try (TcpProxy proxy = TcpProxy.to("127.0.0.1", rig.port());
        EventLogger logger = ConsumerNode.open(ConsumeRig.url(proxy.port()), table, dead());
        RunningConsumer running =
            new RunningConsumer(logger, rig.settings(topic, group, Map.of("most_events", 2_000)))) {
      Map<TopicPartition, List<UUID>> places = new HashMap<>();
      rig.write(topic, events.subList(0, 1_000), places);
      ConsumeRig.await("the first", () -> committed() == 1_000);

      proxy.refuse();
      rig.write(topic, events.subList(1_000, 4_000), places);
      ConsumeRig.await("a lag", () -> running.state().lag() == 3_000);
      ConsumeRig.await("a pause", () -> running.state().paused());
      assertThat(committed()).isEqualTo(1_000);
      assertNothingIsCommittedThatIsNotThere(places);

      proxy.accept();
      ConsumeRig.await("the rest", () -> committed() == 4_000);
      ConsumeRig.await("no lag", () -> running.state().lag() == 0);
    }
    assertThat(rig.ids(table)).isEqualTo(new HashSet<>(events.stream().map(Event::id).toList()));
  }

  private String dead() {
    return folder.resolve("dead").toString();
  }

  private long committed() {
    try {
      return rig.broker().topics().committed(group).values().stream()
          .mapToLong(Long::longValue)
          .sum();
    } catch (IOException | InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  private Process begin(String topic) throws IOException {
    Process process =
        new ProcessBuilder(
                ProcessHandle.current().info().command().orElse("java"),
                "-XX:TieredStopAtLevel=1",
                "-Xmx128m",
                "-cp",
                System.getProperty("java.class.path"),
                ConsumerNode.class.getName(),
                rig.broker().bootstrap(),
                topic,
                group,
                rig.url(),
                table,
                folder.resolve("dead-" + UUID.randomUUID()).toString())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    BufferedReader lines =
        new BufferedReader(new InputStreamReader(process.getInputStream(), UTF_8));
    assertThat(lines.readLine()).isEqualTo("begins");
    return process;
  }
}
