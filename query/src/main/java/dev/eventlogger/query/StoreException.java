package dev.eventlogger.query;

import org.jspecify.annotations.Nullable;

/** A store did not answer, or refuses us. The message holds neither secrets nor event data. */
public class StoreException extends RuntimeException {

  private static final long serialVersionUID = 1;

  /** What is wrong, and what would be right. */
  public StoreException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
