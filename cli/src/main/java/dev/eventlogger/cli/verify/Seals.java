package dev.eventlogger.cli.verify;

import dev.eventlogger.seal.SealEntry;
import dev.eventlogger.seal.TreeHash;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The entries of all seals, and what they say of an event. For one thread.
 *
 * <p>An id says when its event was logged if it is a UUIDv7 (RFC 9562), as ours are. The times of
 * epochs are in whole seconds.
 */
final class Seals {

  /** What the seals say of an event that was read. */
  record Finding(Verdict.Kind kind, String seal, long number) {}

  private static final int TIME_ORDERED = 7;
  private static final Duration SECOND = Duration.ofSeconds(1);
  // How long an event may take to be sealed, including differences between the nodes' clocks.
  private static final Duration TIME_TO_SEAL = Duration.ofMinutes(2);

  private final TreeHash tree = new TreeHash();
  private final IdIndex index;
  private final List<SealCheck> seals;
  private final Clock clock;
  private final Instant settled;
  private final @Nullable Instant until;
  private final boolean isAnyLost;
  private final List<Salts> salts;
  private final List<Gap> gaps = new ArrayList<>();
  private long before;
  private long after;
  private long backdated;

  /** A gap whose events are being counted. */
  private static final class Gap {
    final Epochs.Gap gap;
    long left;

    Gap(Epochs.Gap gap) {
      this.gap = gap;
      left = gap.events();
    }
  }

  /**
   * Seals that were checked.
   *
   * @param clock tells what cannot be sealed yet
   * @param until the time from which the seals need not know an event; null if they must know all
   * @param isAnyLost whether there is a seal that could not be checked
   */
  Seals(
      IdIndex index,
      List<SealCheck> seals,
      Clock clock,
      @Nullable Instant until,
      boolean isAnyLost) {
    this.index = index;
    this.seals = seals;
    this.clock = clock;
    this.until = until;
    settled = clock.instant().minus(TIME_TO_SEAL);
    this.isAnyLost = isAnyLost;
    salts = seals.stream().map(seal -> new Salts(seal.folder(), seal::problem)).toList();
    seals.forEach(seal -> seal.epochs().gaps().forEach(gap -> gaps.add(new Gap(gap))));
  }

  /**
   * Compares an event with what was sealed of it, and notes that it was seen.
   *
   * @param created when it happened, as it says
   * @param canonical its bytes
   */
  Finding find(UUID id, Instant created, SealEntry.Content canonical) throws IOException {
    long first = index.find(id);
    if (first == IdIndex.NONE) {
      return new Finding(ofUnknown(id, created), "", Problem.NO_NUMBER);
    }
    boolean isRepeated = index.has(first, IdIndex.SEEN);
    var unused = index.mark(id, IdIndex.SEEN);
    Verdict.Kind kind = compare(id, canonical);
    if (isRepeated && kind == Verdict.Kind.INTACT) {
      kind = Verdict.Kind.DUPLICATE;
    }
    return new Finding(kind, seals.get(index.seal(first)).name(), index.number(first));
  }

  private Verdict.Kind compare(UUID id, SealEntry.Content canonical) throws IOException {
    boolean hasSalt = false;
    long first = index.find(id);
    for (long place = first; place != IdIndex.NONE; place = index.findNext(place)) {
      byte[] salt = salts.get(index.seal(place)).of(index.number(place));
      if (salt != null) {
        hasSalt = true;
        if (index.isSame(place, SealEntry.ofEvent(tree, id, salt, 0, canonical))) {
          return Verdict.Kind.INTACT;
        }
      }
    }
    return !hasSalt && isRemoved(id) ? Verdict.Kind.ERASED : Verdict.Kind.CHANGED;
  }

  /** Whether a signed record says that an event was removed. */
  boolean isRemoved(UUID id) {
    long first = index.find(id);
    return first != IdIndex.NONE && index.has(first, IdIndex.REMOVED);
  }

  /**
   * The kind of an event that is in none of the seals, as far as these can be read. Whoever adds
   * one chooses its id and its time, so neither alone excuses it.
   */
  private Verdict.Kind ofUnknown(UUID id, Instant created) {
    if (!areWhole()) {
      return Verdict.Kind.UNSEALED;
    }
    if (id.version() != TIME_ORDERED) {
      return Verdict.Kind.INSERTED;
    }
    Instant logged = time(id);
    if (until != null && !logged.isBefore(until)) {
      after++;
      backdated += created.isBefore(until) ? 1 : 0;
      return Verdict.Kind.UNSEALED;
    }
    if (isBeforeAll(logged) && isBeforeAll(created)) {
      before++;
      return Verdict.Kind.UNSEALED;
    }
    return isInGap(logged, created) ? Verdict.Kind.UNSEALED : Verdict.Kind.INSERTED;
  }

  /** Reports how many events are excused by nothing but their own claims. */
  void report(Verdict verdict) {
    if (before > 0) {
      verdict.doubt(
          before + " events are in no seal: they say that they were logged before the first epoch");
    }
    if (after > 0) {
      verdict.doubt(
          after + " events are in no seal: they say that they were logged since " + until);
    }
    if (backdated > 0) {
      // It may have happened in a browser that was offline, or never.
      verdict.unsure(
          backdated
              + " of these say that they happened before that: copy the seal again, to see whether"
              + " they were sealed");
    }
    long admitted = gaps.stream().mapToLong(each -> each.gap.events() - each.left).sum();
    if (admitted > 0) {
      verdict.doubt(
          admitted
              + " events are in no seal: they say that they were logged while nothing was sealed,"
              + " of which epochs admit as many");
    }
  }

  private boolean isInGap(Instant logged, Instant created) {
    for (Gap each : gaps) {
      boolean isIn =
          each.left > 0
              && !logged.isBefore(each.gap.from())
              && isBeforeEnd(logged, each.gap.to())
              && isBeforeEnd(created, each.gap.to());
      if (isIn) {
        each.left--;
        return true;
      }
    }
    return false;
  }

  /** Whether an event may be on its way to a seal: its id says that it was logged just now. */
  boolean isRecent(UUID id) {
    Instant logged = time(id);
    return id.version() == TIME_ORDERED
        && !logged.isBefore(settled)
        && logged.isBefore(clock.instant().plus(TIME_TO_SEAL));
  }

  private boolean isBeforeAll(Instant logged) {
    return seals.stream()
        .map(seal -> seal.epochs().begin())
        .allMatch(begin -> begin == null || isBeforeEnd(logged, begin));
  }

  /**
   * Whether a time is before the end of a second; safe for any values, since others choose them.
   */
  private static boolean isBeforeEnd(Instant time, Instant second) {
    return Duration.between(second, time).compareTo(SECOND) < 0;
  }

  /** Whether every seal could be read to its end. */
  boolean areWhole() {
    return !isAnyLost && seals.stream().allMatch(SealCheck::isWhole);
  }

  String name(int seal) {
    return seals.get(seal).name();
  }

  /** When an event was logged, by its id; if that does not say, the event counts as old. */
  static Instant time(UUID id) {
    return id.version() == TIME_ORDERED
        ? Instant.ofEpochMilli(id.getMostSignificantBits() >>> 16)
        : Instant.EPOCH;
  }
}
