package dev.eventlogger.seal;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** How an epoch begins: with which operator keys, and with what record. Immutable. */
final class EpochBegin {

  private final @Nullable EpochRecord last;
  private final OperatorKey operator;
  private final List<NoteSigner> signers;

  /**
   * The epoch behind another.
   *
   * @param last the one before; null for the first
   * @param former signs as well, if the one before had another operator key; null if not
   * @throws IllegalArgumentException if this is another operator key than the seal's
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
   * The record, signed.
   *
   * @param key signs the checkpoints of the epoch
   * @param size of the tree before it
   * @param root of that tree
   * @param unsealed events that were delivered since, and not sealed
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

  /** The operator key before, if this epoch changes it; null if not. */
  @Nullable VerifierKey former() {
    return last == null || last.operator().equals(operator.verifier()) ? null : last.operator();
  }
}
