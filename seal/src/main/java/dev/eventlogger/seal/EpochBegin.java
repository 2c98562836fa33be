package dev.eventlogger.seal;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** How an epoch begins: the operator keys that sign its record, and that record. Immutable. */
final class EpochBegin {

  private final @Nullable EpochRecord last;
  private final OperatorKey operator;
  private final List<NoteSigner> signers;

  /**
   * The beginning of the epoch after the given one.
   *
   * @param last the epoch before; null for the first
   * @param former signs too, if the epoch before had another operator key; null if it had not
   * @throws IllegalArgumentException if the operator key is not the seal's
   */
  EpochBegin(
      SealFolder folder,
      @Nullable EpochRecord last,
      OperatorKey operator,
      @Nullable OperatorKey former) {
    this.last = last;
    this.operator = operator;
    if (last == null || last.operator().equals(operator.verifier())) {
      signers = List.of(operator);
    } else if (former != null && last.operator().equals(former.verifier())) {
      signers = List.of(operator, former);
    } else {
      throw new IllegalArgumentException(
          "the operator key is "
              + operator.verifier().hex()
              + ", and the seal in "
              + folder.path()
              + " was begun with "
              + last.operator().hex()
              + "; restore that key, or name it as the former one to change keys");
    }
  }

  /**
   * The epoch's record, signed.
   *
   * @param key signs the checkpoints of the epoch
   * @param size of the tree before the epoch
   * @param root of that tree
   * @param unsealed how many events were delivered since, but not sealed
   */
  Note record(String origin, VerifierKey key, long size, byte[] root, long unsealed) {
    EpochRecord record =
        new EpochRecord(
            origin,
            last == null ? 1 : last.number() + 1,
            operator.verifier(),
            key,
            size,
            root,
            unsealed,
            Instant.now().truncatedTo(ChronoUnit.SECONDS));
    return Note.sign(record.text(), signers.toArray(NoteSigner[]::new));
  }

  /** The operator key of the epoch before, if this epoch changes it; null otherwise. */
  @Nullable VerifierKey former() {
    return last == null || last.operator().equals(operator.verifier()) ? null : last.operator();
  }
}
