package dev.eventlogger.cli.verify;

import dev.eventlogger.seal.SealEntry;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The entries of all seals, and what they say of an event. For one thread.
 *
 * <p>An id says when its event was logged, if it is a UUIDv7 (RFC 9562), as ours are. The times of
 * epochs are whole seconds.
 */
final class Seals {

  /** What the seals say of an event that was read. */
  record Finding(Verdict.Kind kind, String seal, long number) {}

  private static final int SALT_BYTES = SealEntry.SALT_BYTES;
  private static final int SALTS_AT_ONCE = 4_096;
  private static final int TIME_ORDERED = 7;

  private final IdIndex index;
  private final List<SealCheck> seals;
  private final Instant settled;
  private final boolean isAnyLost;
  private final List<Salts> salts;
  private final List<Gap> gaps = new ArrayList<>();

  /** A gap, of which the events are being counted. */
  private static final class Gap {
    final Epochs.Gap gap;
    long left;

    Gap(Epochs.Gap gap) {
      this.gap = gap;
      left = gap.events();
    }
  }

  /**
   * Seals that were looked at.
   *
   * @param settled before when an event must have been logged to be sealed by now
   * @param isAnyLost whether there is a seal that could not be looked at
   */
  Seals(IdIndex index, List<SealCheck> seals, Instant settled, boolean isAnyLost) {
    this.index = index;
    this.seals = seals;
    this.settled = settled;
    this.isAnyLost = isAnyLost;
    salts = seals.stream().map(Salts::new).toList();
    seals.forEach(seal -> seal.epochs().gaps().forEach(gap -> gaps.add(new Gap(gap))));
  }

  /** Compares an event with what was sealed of it, and notes that it was there. */
  Finding find(UUID id, byte[] canonical) throws IOException {
    long first = index.find(id);
    if (first == IdIndex.NONE) {
      return new Finding(ofUnknown(id), "", Problem.NO_NUMBER);
    }
    boolean isRepeated = index.has(first, IdIndex.SEEN);
    var unused = index.mark(id, IdIndex.SEEN);
    Verdict.Kind kind = isRepeated ? Verdict.Kind.DUPLICATE : compare(id, canonical);
    return new Finding(kind, seals.get(index.seal(first)).name(), index.number(first));
  }

  private Verdict.Kind compare(UUID id, byte[] canonical) throws IOException {
    boolean hasSalt = false;
    long first = index.find(id);
    for (long place = first; place != IdIndex.NONE; place = index.findNext(place)) {
      byte[] salt = salts.get(index.seal(place)).of(index.number(place));
      if (salt != null) {
        hasSalt = true;
        if (index.isSame(place, SealEntry.ofEvent(id, salt, canonical))) {
          return Verdict.Kind.INTACT;
        }
      }
    }
    boolean isRemoved = index.has(first, IdIndex.REMOVED);
    return !hasSalt && isRemoved ? Verdict.Kind.ERASED : Verdict.Kind.CHANGED;
  }

  /** What an event is that is in none of the seals, as far as these can be read. */
  private Verdict.Kind ofUnknown(UUID id) {
    Instant logged = time(id);
    if (!areWhole() || isBeforeAll(logged) || !logged.isBefore(settled)) {
      return Verdict.Kind.UNSEALED;
    }
    for (Gap each : gaps) {
      boolean isIn =
          each.left > 0
              && !logged.isBefore(each.gap.from())
              && logged.isBefore(each.gap.to().plusSeconds(1));
      if (isIn) {
        each.left--;
        return Verdict.Kind.UNSEALED;
      }
    }
    return Verdict.Kind.INSERTED;
  }

  private boolean isBeforeAll(Instant logged) {
    return seals.stream()
        .map(seal -> seal.epochs().begin())
        .allMatch(begin -> begin == null || logged.isBefore(begin.plusSeconds(1)));
  }

  /** Whether every seal could be read to its end. */
  boolean areWhole() {
    return !isAnyLost && seals.stream().allMatch(SealCheck::isWhole);
  }

  String name(int seal) {
    return seals.get(seal).name();
  }

  /** When an event was logged, by its id; one that does not say is taken for an old one. */
  static Instant time(UUID id) {
    return id.version() == TIME_ORDERED
        ? Instant.ofEpochMilli(id.getMostSignificantBits() >>> 16)
        : Instant.EPOCH;
  }

  /** The salts of one seal, some of which are in memory, since events are read about in order. */
  private static final class Salts {

    private static final byte[] NONE = new byte[SALT_BYTES];

    private final SealCheck seal;
    private byte[] some = new byte[0];
    private long from;

    Salts(SealCheck seal) {
      this.seal = seal;
    }

    byte @Nullable [] of(long number) throws IOException {
      if (number < from || number >= from + some.length / SALT_BYTES) {
        from = number / SALTS_AT_ONCE * SALTS_AT_ONCE;
        some = seal.folder().salts(from, SALTS_AT_ONCE);
      }
      int at = (int) (number - from) * SALT_BYTES;
      byte[] salt = Arrays.copyOfRange(some, at, at + SALT_BYTES);
      return Arrays.equals(salt, NONE) ? null : salt;
    }
  }
}
