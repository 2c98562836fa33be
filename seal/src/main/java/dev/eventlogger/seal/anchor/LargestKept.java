package dev.eventlogger.seal.anchor;

import dev.eventlogger.seal.Checkpoint;
import dev.eventlogger.seal.Note;
import dev.eventlogger.seal.NoteTaker;
import java.util.Optional;

/** Looks for the checkpoint of the most entries; skips what is no checkpoint. For one thread. */
final class LargestKept implements NoteTaker {

  private byte[] largest = new byte[0];
  private long size = -1;

  @Override
  public void accept(byte[] checkpoint) {
    try {
      long entries = Checkpoint.parse(Note.parse(checkpoint)).size();
      if (entries > size) {
        size = entries;
        largest = checkpoint;
      }
    } catch (IllegalArgumentException e) {
      // Whoever verifies the seal reports what it means.
    }
  }

  Optional<byte[]> found() {
    return size < 0 ? Optional.empty() : Optional.of(largest);
  }
}
