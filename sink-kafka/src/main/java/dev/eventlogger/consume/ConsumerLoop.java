package dev.eventlogger.consume;

import dev.eventlogger.Relay;
import dev.eventlogger.Relay.Made;
import dev.eventlogger.event.Event;
import dev.eventlogger.event.Problem;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.InterruptException;
import org.jspecify.annotations.Nullable;

/**
 * Polls, gives what comes to the logs, looks what they have delivered, and commits that; and goes
 * on polling while they are slow, with the partitions paused, so that the group never takes this
 * member for dead. For one thread, except for {@link #state}.
 */
final class ConsumerLoop {

  static final ConsumerState NOTHING =
      new ConsumerState(Map.of(), 0, 0, 0, 0, false, 0, 0, 0, null);

  private static final Duration IDLE_POLL = Duration.ofMillis(200);
  private static final Duration BUSY_POLL = Duration.ofMillis(10);
  private static final Duration REST = Duration.ofSeconds(1);

  private final ConsumerSettings settings;
  private final Relay relay;
  private final Consumer<byte[], byte[]> consumer;
  private final Troubles troubles;
  private final BooleanSupplier isStopped;
  private final RecordReader reader;
  private final Flights flights;
  private final Commits commits;
  private final Partitions partitions;
  private final TopicReader topics;
  private final Observer observer;
  private @Nullable UntilEnd end;
  private boolean isPaused;
  private long records;
  private long unreadable;

  ConsumerLoop(
      ConsumerSettings settings,
      Relay relay,
      Consumer<byte[], byte[]> consumer,
      Troubles troubles,
      BooleanSupplier isStopped) {
    this.settings = settings;
    this.relay = relay;
    this.consumer = consumer;
    this.troubles = troubles;
    this.isStopped = isStopped;
    reader = new RecordReader(relay);
    flights = new Flights(relay, troubles);
    commits = new Commits(consumer, settings.commitEvery(), troubles, System::nanoTime);
    partitions = new Partitions(flights, commits, settings.drainTimeout());
    topics = new TopicReader(consumer, partitions, troubles);
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
      // After a failure, records may have been read that nobody was given: closing commits none,
      // and waits for nothing that has been waited for.
      partitions.endAll();
    }
  }

  /** Brokers that are away are waited for, as they are later. */
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

  /** Does a round, unless it is to end; whatever of Kafka's fails in it is judged here. */
  private boolean goOn() throws InterruptedException {
    while (!isStopped.getAsBoolean()) {
      try {
        if (end != null && end.isReached(partitions)) {
          return false;
        }
        take(topics.poll(flights.records() == 0 ? IDLE_POLL : BUSY_POLL));
        flights.look();
        throttle();
        observe(false);
        commits.commitIfDue(partitions.all());
        return true;
      } catch (InterruptException e) {
        throw e;
      } catch (KafkaException e) {
        giveUpOrRest(e, "cannot read");
      }
    }
    return false;
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

  /** What passes is waited for; what was wrong from the beginning is not. */
  private void giveUpOrRest(KafkaException failure, String words) throws InterruptedException {
    boolean isRefusal =
        failure instanceof AuthorizationException || failure instanceof AuthenticationException;
    if (!GroupStart.mayPass(failure) && !(isRefusal && partitions.hasJoined())) {
      throw GroupStart.refused("group " + settings.group(), failure);
    }
    troubles.report(Troubles.READING, words, failure);
    flights.look();
    observe(true); // whoever asks for its state is to see why it does not get on
    Thread.sleep(REST.toMillis());
  }

  private void take(ConsumerRecords<byte[], byte[]> found) {
    if (found.isEmpty()) {
      return;
    }
    partitions.given(found); // before anything can fail: from here on they count as on their way
    List<Event> events = new ArrayList<>(found.count());
    List<UnreadableRecord> others = new ArrayList<>();
    long bytes = 0;
    for (ConsumerRecord<byte[], byte[]> one : found) {
      read(one, events, others);
      bytes += RecordReader.bytes(one);
    }
    Flight flight = new Flight(relay.ship(events), others, bytes);
    for (TopicPartition partition : found.partitions()) {
      List<ConsumerRecord<byte[], byte[]>> own = found.records(partition);
      PartitionProgress progress = partitions.get(partition);
      if (progress != null) {
        flight.add(progress, own.get(own.size() - 1));
      }
    }
    records += found.count();
    unreadable += others.size();
    flights.add(flight);
  }

  private void read(
      ConsumerRecord<byte[], byte[]> one, List<Event> events, List<UnreadableRecord> others) {
    try {
      Made made = reader.read(one);
      if (made instanceof Made.Whole whole) {
        events.add(whole.event());
      } else if (made instanceof Made.Refused refused) {
        others.add(UnreadableRecord.of(one, refused));
      }
    } catch (RuntimeException e) {
      // Our fault, but a record must not stop those behind it.
      Problem problem = new Problem("", "cannot be kept: " + e.getClass().getName());
      others.add(UnreadableRecord.bare(one, problem));
    }
  }

  /** Pauses while too much is on its way, until half of it has arrived. */
  private void throttle() {
    boolean isFull =
        flights.records() >= settings.mostEvents() || flights.bytes() >= settings.mostBytes();
    boolean isLow =
        flights.records() <= settings.mostEvents() / 2
            && flights.bytes() <= settings.mostBytes() / 2;
    if (isFull || (isPaused && !isLow)) {
      isPaused = true;
      consumer.pause(consumer.assignment()); // those that have come meanwhile, too
    } else if (isPaused) {
      isPaused = false;
      consumer.resume(consumer.paused());
    }
  }

  /** Looks how it is; in between only now and then. */
  private void observe(boolean isLast) {
    observer.lookIfDue(
        isLast,
        isPaused,
        found ->
            new ConsumerState(
                found,
                records,
                flights.delivered(),
                unreadable,
                flights.records(),
                isPaused,
                partitions.rebalances(),
                commits.refused(),
                topics.skipped(),
                troubles.current()));
  }

  /** Whether the group has ever had it as a member. */
  boolean hasJoined() {
    return partitions.hasJoined();
  }

  ConsumerState state() {
    return observer.state();
  }
}
