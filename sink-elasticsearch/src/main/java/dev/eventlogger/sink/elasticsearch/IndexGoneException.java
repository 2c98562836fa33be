package dev.eventlogger.sink.elasticsearch;

import dev.eventlogger.query.StoreException;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** An index that was there a moment ago is not: it was removed, so it has to be looked again. */
final class IndexGoneException extends StoreException {

  // The second is said of a shard that is being closed, since its index is being deleted.
  private static final Set<String> TYPES =
      Set.of("index_not_found_exception", "illegal_index_shard_state_exception");

  private static final long serialVersionUID = 1;

  /** Whether a server's error of this type means that. */
  static boolean isMeantBy(@Nullable String type) {
    return type != null && TYPES.contains(type);
  }

  IndexGoneException(String message) {
    super(message, null);
  }
}
