package dev.eventlogger.seal;

import java.time.DateTimeException;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;

/**
 * The first leaf of an epoch, which is one run of a process: which key signs its checkpoints, and
 * where the epoch before ended. Signed by the operator key; if the epoch before had another
 * operator key, by both.
 *
 * @param origin which log
 * @param number of the epoch, from 1
 * @param operator the operator key
 * @param key signs the checkpoints of this epoch, and of no other
 * @param starts this leaf's own sequence number: the size of the last checkpoint before
 * @param previous the root of that checkpoint
 * @param unsealed events that were delivered since then while nothing was sealed
 * @param time when the epoch began, by this machine's clock, to the second
 */
@SuppressWarnings("ArrayRecordComponent") // copied, and compared by content
public record EpochRecord(
    String origin,
    long number,
    VerifierKey operator,
    VerifierKey key,
    long starts,
    byte[] previous,
    long unsealed,
    Instant time)
    implements SealRecord {

  static final String FIRST_LINE = "event-logger/epoch/v1";

  private static final List<String> WORDS =
      List.of("origin", "epoch", "operator", "key", "starts", "previous", "unsealed", "time");

  public EpochRecord {
    previous = previous.clone();
    if (number < 1 || starts < 0 || unsealed < 0 || previous.length != TreeHash.BYTES) {
      throw SealRecord.damaged(FIRST_LINE);
    }
  }

  @Override
  public byte[] previous() {
    return previous.clone();
  }

  static EpochRecord parse(String text) {
    List<String> values = SealRecord.read(text, FIRST_LINE, WORDS);
    try {
      EpochRecord read =
          new EpochRecord(
              values.get(0),
              Long.parseLong(values.get(1)),
              VerifierKey.parse(values.get(2)),
              VerifierKey.parse(values.get(3)),
              Long.parseLong(values.get(4)),
              Base64.getDecoder().decode(values.get(5)),
              Long.parseLong(values.get(6)),
              Instant.parse(values.get(7)));
      return SealRecord.inItsForm(read, text, FIRST_LINE);
    } catch (DateTimeException | IllegalArgumentException e) {
      throw new IllegalArgumentException(SealRecord.damaged(FIRST_LINE).getMessage(), e);
    }
  }

  @Override
  public String text() {
    Map<String, Object> values = SealRecord.values();
    values.put("origin", origin);
    values.put("epoch", number);
    values.put("operator", operator);
    values.put("key", key);
    values.put("starts", starts);
    values.put("previous", Base64.getEncoder().encodeToString(previous));
    values.put("unsealed", unsealed);
    values.put("time", time);
    return SealRecord.write(FIRST_LINE, values);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof EpochRecord that && text().equals(that.text());
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(previous);
  }
}
