package dev.eventlogger.seal.anchor;

import dev.eventlogger.seal.Checkpoint;
import dev.eventlogger.seal.NoteTaker;
import java.util.Optional;

/**
 * Looks for the checkpoint of the most entries; skips what is no checkpoint of the log. For one
 * thread.
 */
final class LargestKept implements NoteTaker {

  private final String origin;
  private byte[] largest = new byte[0];
  private long size = -1;

  LargestKept(String origin) {
    this.origin = origin;
  }

  /** Skips what is no checkpoint of the log; whoever verifies the seal reports what it means. */
  @Override
  public void accept(byte[] note) {
    Checkpoint.of(note)
        .filter(each -> each.origin().equals(origin) && each.size() > size)
        .ifPresent(
            each -> {
              size = each.size();
              largest = note;
            });
  }

  Optional<byte[]> found() {
    return size < 0 ? Optional.empty() : Optional.of(largest);
  }
}
