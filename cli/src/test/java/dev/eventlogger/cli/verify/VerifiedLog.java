package dev.eventlogger.cli.verify;

import static org.assertj.core.api.Assertions.assertThat;

import dev.eventlogger.cli.verify.Verification.Anchor;
import dev.eventlogger.event.Event;
import dev.eventlogger.event.EventDraft;
import dev.eventlogger.query.EventStore;
import dev.eventlogger.seal.SealFolder;
import dev.eventlogger.testkit.InMemoryEventLogger;
import dev.eventlogger.testkit.InMemoryEventStore;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** A log with a few events, sealed in two epochs, and the result of its verification. */
abstract class VerifiedLog {

  static final int MANY = 30;

  @TempDir Path temporary;
  final InMemoryEventLogger sink = new InMemoryEventLogger();
  SealedEvents sealed;
  byte[] anchor;

  @BeforeEach
  void sealSomeEvents() throws Exception {
    sealed = new SealedEvents(temporary.resolve("audit/seal"));
    sink.log(sealed.make(MANY / 2));
    anchor = sealed.seal(sink.events());
    List<Event> more = sealed.make(MANY / 2);
    sink.log(more);
    sealed.seal(more);
  }

  final Verdict verify(@Nullable Instant since, SealFolder folder, Anchor... anchors)
      throws Exception {
    return new Verification(
            new InMemoryEventStore(sink), sealed.trust(), read -> {}, SealedEvents.LATER)
        .of(folder, List.of(anchors))
        .run(since, null);
  }

  final Verdict verify(Anchor... anchors) throws Exception {
    return verify(null, sealed.seal(), anchors);
  }

  final void remove(Event event) throws InterruptedException {
    long removed =
        new InMemoryEventStore(sink)
            .remove(List.of(event.id()), dev.eventlogger.query.Removal.IN_CHUNKS);
    assertThat(removed).isOne();
  }

  final Event added(UUID id, Instant created) throws Exception {
    Event event = Event.of(EventDraft.named("x").trustedId(id).createdAt(created));
    sink.log(List.of(event));
    return event;
  }

  final Verdict verify(EventStore store, LongConsumer progress) throws Exception {
    return new Verification(store, sealed.trust(), progress, SealedEvents.LATER)
        .of(sealed.seal(), List.of())
        .run(null, null);
  }
}
