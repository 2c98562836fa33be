package dev.eventlogger.cli.verify;

import dev.eventlogger.seal.EpochRecord;
import dev.eventlogger.seal.Note;
import dev.eventlogger.seal.VerifierKey;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The epochs of a seal, in order: each vouches for what came before, and says whose signatures
 * count from there on. For one thread.
 */
final class Epochs {

  private final String origin;
  private final List<EpochRecord> epochs = new ArrayList<>();
  // By the number of the epoch's record, after which its key counts.
  private final NavigableMap<Long, VerifierKey> keys = new TreeMap<>();
  private final Set<String> known = new HashSet<>();

  Epochs(String origin) {
    this.origin = origin;
  }

  /**
   * Takes the record of an epoch. Returns what is wrong with it; null if nothing is.
   *
   * @param number the record's own
   * @param root of the tree before it; null if that cannot be known any more
   */
  @Nullable String take(long number, EpochRecord record, Note note, byte @Nullable [] root) {
    EpochRecord before = last();
    String wrong = wrong(number, record, note, root, before);
    epochs.add(record);
    keys.put(number, record.key());
    known.add(Trust.bytes(record.key()));
    return wrong;
  }

  private @Nullable String wrong(
      long number,
      EpochRecord record,
      Note note,
      byte @Nullable [] root,
      @Nullable EpochRecord before) {
    if (!record.origin().equals(origin)) {
      return "an epoch of another log, " + record.origin();
    }
    if (!note.isSignedBy(record.operator())) {
      return "the record of an epoch is not signed by its operator key";
    }
    if (before == null && number != 0) {
      return "entries come before the first epoch";
    }
    if (before != null
        && !Trust.areSame(before.operator(), record.operator())
        && !note.isSignedBy(before.operator())) {
      return "the operator key was changed without a signature of the one before";
    }
    if (record.starts() != number) {
      return "an epoch says that it begins at number " + record.starts();
    }
    if (record.number() != (before == null ? 1 : before.number() + 1)) {
      return "epoch " + record.number() + " comes out of turn";
    }
    if (known.contains(Trust.bytes(record.key()))) {
      return "the key of an epoch was that of another before";
    }
    return root != null && !Arrays.equals(root, record.previous())
        ? "the entries before this epoch are not those that it vouches for"
        : null;
  }

  private @Nullable EpochRecord last() {
    return epochs.isEmpty() ? null : epochs.get(epochs.size() - 1);
  }

  /** The key whose signature a checkpoint of a size must have; null if there is no epoch yet. */
  @Nullable VerifierKey keyOf(long size) {
    Map.Entry<Long, VerifierKey> last = keys.lowerEntry(size);
    return last == null ? null : last.getValue();
  }

  /** The operator key that is in force now; null if there is no epoch yet. */
  @Nullable VerifierKey operator() {
    EpochRecord last = last();
    return last == null ? null : last.operator();
  }

  /** The previous operator key, if the newest epoch changed it; null if it did not. */
  @Nullable VerifierKey formerOperator() {
    EpochRecord last = last();
    EpochRecord before = epochs.size() < 2 ? null : epochs.get(epochs.size() - 2);
    return last == null || before == null || Trust.areSame(before.operator(), last.operator())
        ? null
        : before.operator();
  }

  /** The operator keys that vouch for the seal, the newest first. */
  List<String> operators() {
    Set<VerifierKey> operators = new LinkedHashSet<>();
    for (int i = epochs.size() - 1; i >= 0; i--) {
      operators.add(epochs.get(i).operator());
    }
    return operators.stream().map(VerifierKey::hex).toList();
  }

  /** Whether one of the operator keys is trusted; each is vouched for in the epoch of the next. */
  boolean areTrusted(Trust trust) {
    return epochs.stream().anyMatch(each -> trust.has(each.operator()));
  }

  long count() {
    return epochs.size();
  }

  /** When the first epoch began; null if there is none. */
  @Nullable Instant begin() {
    return epochs.isEmpty() ? null : epochs.get(0).time();
  }

  /** A time in which events were delivered but not sealed, as an epoch says. */
  record Gap(Instant from, Instant to, long events) {}

  List<Gap> gaps() {
    List<Gap> gaps = new ArrayList<>();
    for (int i = 0; i < epochs.size(); i++) {
      EpochRecord each = epochs.get(i);
      if (each.unsealed() > 0) {
        Instant from = i == 0 ? Instant.MIN : epochs.get(i - 1).time();
        gaps.add(new Gap(from, each.time(), each.unsealed()));
      }
    }
    return gaps;
  }
}
