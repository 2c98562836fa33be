package dev.eventlogger.seal.anchor;

import java.io.IOException;
import java.util.Optional;

/**
 * A place with other credentials than the log's own, which keeps its checkpoints: whoever rewrites
 * the log cannot rewrite what is there. For one thread at a time.
 */
public interface SealAnchor extends AutoCloseable {

  /**
   * Keeps a checkpoint, which is newer than all that were kept of this log.
   *
   * @param origin which log
   * @param checkpoint the signed note
   * @throws Exception if it is not kept; it is tried again, with a newer one, and reported
   */
  void keep(String origin, byte[] checkpoint) throws Exception;

  /**
   * The newest checkpoint that was kept; empty if there is none, or the place cannot be asked.
   *
   * @throws Exception if it cannot be asked now
   */
  Optional<byte[]> newest(String origin) throws Exception;

  @Override
  default void close() throws IOException {}
}
