package dev.eventlogger.seal.anchor;

import dev.eventlogger.seal.NoteTaker;
import java.io.IOException;
import java.util.Optional;

/**
 * A place with credentials other than the log's own, which keeps the log's checkpoints: whoever
 * rewrites the log cannot rewrite them. For one thread at a time.
 *
 * <p>Each checkpoint stays, since an older one contradicts a history that was rewritten and
 * anchored again. The message of an {@link AnchorException} is shown; of any other exception, only
 * its class and place.
 */
public interface SealAnchor extends AutoCloseable {

  /**
   * Keeps a checkpoint, besides those that are kept already.
   *
   * @param origin which log
   * @param checkpoint the signed note, of more entries than any that was kept of this log, or one
   *     that was kept already
   * @throws Exception if it is not kept; the failure is reported, and the newest checkpoint tried
   *     again
   */
  void keep(String origin, byte[] checkpoint) throws Exception;

  /**
   * Passes on every checkpoint that is kept of a log, in any order; of several of the same size,
   * the first that was kept, if the place knows which. None if this kind of place cannot be asked.
   *
   * <p>What cannot be read is reported, and the others are passed on: whoever may add to a place
   * must not be able to hide what else is there.
   *
   * @param taker gets them while they are read, so that they are never all in memory
   * @throws Exception if the place cannot be asked now, or not to the end
   */
  void each(String origin, NoteTaker taker) throws Exception;

  /**
   * The kept checkpoint of the most entries; empty if there is none. Reads all of them, unless
   * overridden.
   *
   * @throws Exception if the place cannot be asked now
   */
  default Optional<byte[]> newest(String origin) throws Exception {
    LargestKept largest = new LargestKept(origin);
    each(origin, largest);
    return largest.found();
  }

  @Override
  default void close() throws IOException {}
}
