package dev.eventlogger.cli.verify;

import static org.assertj.core.api.Assertions.assertThat;

import dev.eventlogger.event.Event;
import dev.eventlogger.event.EventDraft;
import dev.eventlogger.event.EventType;
import dev.eventlogger.event.Level;
import dev.eventlogger.event.SchemaRef;
import dev.eventlogger.journal.file.FileMode;
import dev.eventlogger.seal.EpochRecord;
import dev.eventlogger.seal.OperatorKey;
import dev.eventlogger.seal.SealBatch;
import dev.eventlogger.seal.SealFolder;
import dev.eventlogger.seal.SealWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.stream.Stream;

/** Events, and their seal with several epochs, for tests. For one thread. */
final class SealedEvents {

  static final String ORIGIN = "audit.example.org";

  /** A time by which all of the events must be sealed. */
  static final Clock LATER = Clock.offset(Clock.systemUTC(), Duration.ofHours(1));

  final OperatorKey operator;
  final Path folder;
  final List<Event> events = new ArrayList<>();
  private final Map<UUID, Long> numbers = new HashMap<>();
  private final Random random = new Random(21);
  private final Instant begun = Instant.now();

  /** A seal in a folder that does not exist yet; its operator key is beside it. */
  SealedEvents(Path folder) throws IOException {
    this.folder = folder;
    Files.createDirectories(folder.getParent());
    operator = OperatorKey.make(ORIGIN, folder.resolveSibling("operator.key"));
  }

  /**
   * Events logged after the start of the first epoch, even on the slowest machine, and before
   * {@link #LATER}.
   */
  List<Event> make(int count) {
    long from = begun.plusSeconds(600).toEpochMilli();
    List<Event> made = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      made.add(event(from + events.size() + i));
    }
    return made;
  }

  /** An event that was logged at this time, and happened up to a second earlier. */
  Event event(long millis) {
    long high = (millis << 16) | 0x7000 | random.nextInt(0x1000);
    long low = (random.nextLong() & 0x3FFFFFFFFFFFFFFFL) | 0x8000000000000000L;
    EventDraft draft =
        EventDraft.of(random.nextBoolean() ? EventType.API : EventType.CLICK)
            .name("step-" + random.nextInt(5))
            .level(Level.AUDIT)
            .trustedId(new UUID(high, low))
            .createdAt(Instant.ofEpochMilli(millis - random.nextInt(1_000)).plusNanos(123_000))
            .uid("u" + random.nextInt(100))
            .subject("order:" + random.nextInt(1_000))
            .message("did it \uD83D\uDE00 " + random.nextInt())
            .duration(Duration.ofNanos(random.nextInt(1_000_000_000)))
            .schema(new SchemaRef("https://example.org/step", "1"))
            .context(Map.of("session", "s" + random.nextInt(9)))
            .data(Map.of("n", random.nextInt(), "list", List.of(1.0, "x")));
    return Event.of(draft);
  }

  /**
   * Seals events in an epoch of their own, with a checkpoint for each hundred; returns the newest.
   */
  byte[] seal(List<Event> more) throws IOException {
    try (SealWriter writer = SealWriter.open(folder, FileMode.PRIVATE, ORIGIN)) {
      writer.beginEpoch(operator, null, 0, new byte[0]);
      for (int from = 0; from < more.size(); from += 100) {
        SealBatch batch = writer.batch();
        for (Event event : more.subList(from, Math.min(more.size(), from + 100))) {
          numbers.put(event.id(), writer.size() + batch.size());
          batch.add(event.id(), event::writeTo);
        }
        writer.commit(batch, new byte[0]);
      }
      events.addAll(more);
      return writer.checkpoint();
    }
  }

  /** Seals the waiting removals. */
  void takeRemovals() throws IOException {
    try (SealWriter writer = SealWriter.open(folder, FileMode.PRIVATE, ORIGIN)) {
      writer.beginEpoch(operator, null, 0, new byte[0]);
      while (!seal().removals().waiting().isEmpty()) {
        assertThat(writer.takeRemovals(operator)).isPositive();
      }
    }
  }

  /** The second in which the first epoch began. */
  Instant begun() throws IOException {
    return ((EpochRecord) seal().entry(0, 1).asRecord()).time();
  }

  long number(Event event) {
    return numbers.get(event.id());
  }

  SealFolder seal() {
    return new SealFolder(folder);
  }

  Trust trust() {
    return new Trust(List.of(operator.verifier()));
  }

  /** A copy of the seal that can be damaged. */
  SealFolder copy(Path to) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      files.forEach(file -> copy(file, to.resolve(folder.relativize(file).toString())));
    }
    return new SealFolder(to);
  }

  private static void copy(Path file, Path to) {
    try {
      Files.copy(file, to);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
