package dev.eventlogger.seal;

import java.util.function.Consumer;

/** Receives notes one by one while they are read, so that they are never all in memory. */
@FunctionalInterface
public interface NoteTaker extends Consumer<byte[]> {

  /** Takes a note, or whatever stands in the place of one; it has not been checked. */
  @Override
  void accept(byte[] note);

  /**
   * Reports something that cannot be read, so that nobody can tell whether it is a note. The other
   * notes are read all the same.
   *
   * @param what why, and where if there are several places; without secrets
   */
  default void unreadable(String what) {}

  /**
   * Reports that the last note is incomplete, as it may be after a power cut.
   *
   * @param what as for {@link #unreadable}
   */
  default void cutOff(String what) {}
}
