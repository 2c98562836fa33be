package dev.eventlogger.cli.verify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.eventlogger.event.Event;
import java.util.HashSet;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The index of a verification, outside the heap. */
@Timeout(60)
final class IdIndexTest extends VerifiedLog {

  @Test
  void keepsNoIndexOnTheHeapForManyEntries() throws Exception {
    try (IdIndex index = IdIndex.of(200_000, 16)) {
      for (Event event : sealed.events) {
        byte[] entry = sealed.seal().entry(sealed.number(event), MANY + 2).bytes();
        index.add(0, sealed.number(event), entry);
        assertThat(index.isSame(index.find(event.id()), entry)).isTrue();
      }
      Event first = sealed.events.get(0);
      index.add(1, 77, sealed.seal().entry(sealed.number(first), MANY + 2).bytes());
      long place = index.find(first.id());
      assertThat(index.number(index.findNext(place))).isEqualTo(77);
      assertThat(index.has(index.findNext(place), IdIndex.REPEATED)).isTrue();
      assertThat(index.find(new UUID(1, 2))).isEqualTo(IdIndex.NONE);
    }
  }

  /** Somebody who chooses the ids cannot make all of them collide. */
  @Test
  void putsAnIdAtAnotherPlaceInEachRun() throws Exception {
    Set<Long> places = new HashSet<>();
    for (int i = 0; i < 20; i++) {
      try (IdIndex index = IdIndex.of(10_000)) {
        places.add(index.first(new UUID(1, 2)));
      }
    }
    assertThat(places).hasSizeGreaterThan(10);
  }

  @Test
  void hasNoRoomForEntriesWithoutEnd() throws Exception {
    byte[] entry = sealed.seal().entry(1, MANY + 2).bytes();
    try (IdIndex index = IdIndex.of(16)) {
      assertThatThrownBy(
              () -> {
                for (int i = 0; i < 1_000; i++) {
                  index.add(0, i, entry);
                }
              })
          .isInstanceOf(CannotTellException.class)
          .hasMessageContaining("verify again");
    }
  }
}
