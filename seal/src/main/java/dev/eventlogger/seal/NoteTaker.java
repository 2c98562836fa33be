package dev.eventlogger.seal;

import java.util.function.Consumer;

/** Takes notes while they are read from where they are kept, so that they are never all there. */
@FunctionalInterface
public interface NoteTaker extends Consumer<byte[]> {

  /** Takes one, or what stands in the place of one: nobody has looked at it. */
  @Override
  void accept(byte[] note);

  /**
   * Something is there that cannot be read: whether it is a note, nobody can tell. The others are
   * read all the same.
   *
   * @param what why, and where, if there are several places; without secrets
   */
  default void unreadable(String what) {}

  /**
   * The last one was not written to its end, as it is after a power cut.
   *
   * @param what the same
   */
  default void cutOff(String what) {}
}
