package dev.eventlogger.seal.anchor;

import dev.eventlogger.seal.Checkpoint;
import dev.eventlogger.seal.Note;
import dev.eventlogger.seal.NoteTaker;
import java.util.Optional;

/** Looks for the checkpoint of the most entries; passes over what is none. For one thread. */
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
      // What it means is for who verifies to say.
    }
  }

  Optional<byte[]> found() {
    return size < 0 ? Optional.empty() : Optional.of(largest);
  }
}
