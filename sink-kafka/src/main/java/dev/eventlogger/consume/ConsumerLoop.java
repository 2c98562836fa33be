package dev.eventlogger.consume;

import dev.eventlogger.Relay;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.jspecify.annotations.Nullable;

/**
 * Polls, hands the records to the logs, checks what they have delivered, and commits that. While
 * the logs are slow it goes on polling with the partitions paused, so that the group never takes
 * this member for dead. For one thread, except for {@link #state}.
 */
final class ConsumerLoop {

  static final ConsumerState NOTHING =
      new ConsumerState(Map.of(), 0, 0, 0, 0, false, 0, 0, 0, null);

  private static final Duration IDLE_POLL = Duration.ofMillis(200);
  private static final Duration BUSY_POLL = Duration.ofMillis(10);
  private static final Duration REST = Duration.ofSeconds(1);

  private final ConsumerSettings settings;
  private final Consumer<byte[], byte[]> consumer;
  private final Troubles troubles;
  private final BooleanSupplier isStopped;
  private final Flights flights;
  private final RecordIntake intake;
  private final Commits commits;
  private final Partitions partitions;
  private final TopicReader topics;
  private final Observer observer;
  private @Nullable UntilEnd end;
  private boolean isPaused;

  ConsumerLoop(
      ConsumerSettings settings,
      Relay relay,
      Consumer<byte[], byte[]> consumer,
      Troubles troubles,
      BooleanSupplier isStopped) {
    this.settings = settings;
    this.consumer = consumer;
    this.troubles = troubles;
    this.isStopped = isStopped;
    flights = new Flights(relay, troubles);
    commits = new Commits(consumer, settings.commitEvery(), troubles, System::nanoTime);
    partitions = new Partitions(flights, commits, settings.drainTimeout());
    intake = new RecordIntake(relay, partitions, flights);
    topics = new TopicReader(consumer, partitions, troubles, this::shortened);
    observer =
        new Observer(
            consumer, partitions, settings.topicsOnce().get(0), troubles, System::nanoTime);
  }

  void run() throws InterruptedException {
    begin();
    try {
      consumer.subscribe(settings.topicsOnce(), partitions);
      while (goOn()) {
        troubles.over(Troubles.READING);
      }
      drain();
    } finally {
      observe(true);
      // After a failure, records may have been read that were never handed over: closing must not
      // commit them, nor wait again for what was already waited for.
      partitions.endAll();
    }
  }

  private void shortened(TopicPartition partition) {
    if (end != null) {
      end.shortened(partition);
    }
  }

  /** Waits for brokers that are away, as the loop does later. */
  private void begin() throws InterruptedException {
    GroupStart start = new GroupStart(consumer, settings);
    while (!isStopped.getAsBoolean()) {
      try {
        end = start.begin();
        return;
      } catch (InterruptException e) {
        throw e;
      } catch (KafkaException e) {
        giveUpOrRest(
            e,
            "bootstrap_servers "
                + settings.servers()
                + ": cannot begin; are the brokers there, and is security.protocol among the"
                + " properties right?");
      }
    }
  }

  /**
   * Does one round, unless it is time to end; every failure of Kafka's in that round is judged
   * here.
   */
  private boolean goOn() throws InterruptedException {
    while (!isStopped.getAsBoolean()) {
      try {
        if (end != null && end.isReached(partitions)) {
          return false;
        }
        boolean hasFound = intake.take(topics.poll(flights.records() == 0 ? IDLE_POLL : BUSY_POLL));
        flights.look();
        throttle();
        observe(false);
        commit(hasFound);
        return true;
      } catch (InterruptException e) {
        throw e;
      } catch (KafkaException e) {
        giveUpOrRest(e, "cannot read");
      }
    }
    return false;
  }

  /** A consumer that is to end stops waiting for batches to fill once nothing more comes. */
  private void commit(boolean hasFound) throws InterruptedException {
    boolean isAboutToEnd = end != null && !hasFound;
    if (isAboutToEnd) {
      flights.hurry();
    }
    if (isAboutToEnd && flights.records() == 0) {
      commits.commitSoon(partitions.all());
    } else {
      commits.commitIfDue(partitions.all());
    }
  }

  private void drain() throws InterruptedException {
    List<TopicPartition> all = partitions.all().stream().map(PartitionProgress::partition).toList();
    if (!flights.drain(all, settings.drainTimeout())) {
      troubles.note(
          flights.records()
              + " records were on their way and are not delivered; they are not committed, and"
              + " are read again");
    }
    if (!commits.commit(partitions.all())) {
      troubles.note("the last of what is delivered could not be committed, and is read again");
    }
  }

  /** Waits for what may pass; gives up on what was wrong from the beginning. */
  private void giveUpOrRest(KafkaException failure, String words) throws InterruptedException {
    if (!GroupStart.mayPass(failure) && !isPermissionThatWasThere(failure)) {
      throw GroupStart.refused("group " + settings.group(), failure);
    }
    troubles.report(Troubles.READING, words, failure);
    flights.look();
    observe(true); // so that whoever asks for the state sees what holds it up
    Thread.sleep(REST.toMillis());
  }

  /**
   * Whether a permission that this consumer once had was taken away. A member that could join its
   * group, and was assigned partitions, may still not be allowed to read them.
   */
  private boolean isPermissionThatWasThere(KafkaException failure) {
    if (failure instanceof TopicAuthorizationException) {
      return intake.records() > 0;
    }
    boolean isRefusal =
        failure instanceof AuthorizationException || failure instanceof AuthenticationException;
    return isRefusal && partitions.hasJoined();
  }

  /** Pauses while too much is on its way, until at most half of that is left. */
  private void throttle() {
    boolean isFull =
        flights.records() >= settings.mostEvents() || flights.bytes() >= settings.mostBytes();
    boolean isLow =
        flights.records() <= settings.mostEvents() / 2
            && flights.bytes() <= settings.mostBytes() / 2;
    if (isFull || (isPaused && !isLow)) {
      isPaused = true;
      consumer.pause(consumer.assignment()); // including partitions assigned meanwhile
    } else if (isPaused) {
      isPaused = false;
      consumer.resume(consumer.paused());
    }
  }

  /** Updates the state, unless that was done just now and this is not the last time. */
  private void observe(boolean isLast) {
    observer.lookIfDue(
        isLast,
        isPaused,
        found ->
            new ConsumerState(
                found,
                intake.records(),
                flights.delivered(),
                intake.unreadable(),
                flights.records(),
                isPaused,
                partitions.rebalances(),
                commits.refused(),
                topics.skipped(),
                troubles.current()));
  }

  /** Whether the group has ever had this consumer as a member. */
  boolean hasJoined() {
    return partitions.hasJoined();
  }

  ConsumerState state() {
    return observer.state();
  }
}
