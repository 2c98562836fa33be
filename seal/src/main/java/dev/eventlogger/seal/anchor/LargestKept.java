package dev.eventlogger.seal.anchor;

import dev.eventlogger.seal.Checkpoint;
import dev.eventlogger.seal.Note;
import java.util.Optional;
import java.util.function.Consumer;

/** Looks for the checkpoint of the most entries; passes over what is none. For one thread. */
final class LargestKept implements Consumer<byte[]> {

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
      // What it means is for who verifies to say.
    }
  }

  Optional<byte[]> found() {
    return size < 0 ? Optional.empty() : Optional.of(largest);
  }
}
