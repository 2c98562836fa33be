package dev.eventlogger.seal.anchor;

import dev.eventlogger.seal.NoteTaker;
import java.io.IOException;
import java.util.Optional;

/**
 * A place with other credentials than the log's own, which keeps its checkpoints: whoever rewrites
 * the log cannot rewrite what is there. For one thread at a time.
 *
 * <p>Each checkpoint stays, since an older one contradicts a history that was written anew and
 * anchored again. What fails is said in an {@link AnchorException}, or shown by its class and place
 * only.
 */
public interface SealAnchor extends AutoCloseable {

  /**
   * Keeps a checkpoint, beside those that are kept already.
   *
   * @param origin which log
   * @param checkpoint the signed note, of more entries than any that was kept of this log, or one
   *     that was kept already
   * @throws Exception if it is not kept; it is tried again, with a newer one, and reported
   */
  void keep(String origin, byte[] checkpoint) throws Exception;

  /**
   * Gives out every checkpoint that is kept of a log, in any order: of several of one size the one
   * that was there first, if the place knows which. None if the place cannot be asked by its kind.
   *
   * <p>What is there and cannot be read is said, and the others are given out: whoever may add to a
   * place must not hide what else is there.
   *
   * @param taker gets them while they are read, so that they are never all in memory
   * @throws Exception if it cannot be asked now, or not to the end
   */
  void each(String origin, NoteTaker taker) throws Exception;

  /**
   * The checkpoint of the most entries that is kept; empty if there is none. Reads all of them,
   * unless a place knows better.
   *
   * @throws Exception if it cannot be asked now
   */
  default Optional<byte[]> newest(String origin) throws Exception {
    LargestKept largest = new LargestKept();
    each(origin, largest);
    return largest.found();
  }

  @Override
  default void close() throws IOException {}
}
