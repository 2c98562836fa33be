package dev.eventlogger.query;

import org.jspecify.annotations.Nullable;

/**
 * Says that a store did not answer, or refused the connection. The message holds neither secrets
 * nor event data.
 */
public class StoreException extends RuntimeException {

  private static final long serialVersionUID = 1;

  /** Made with what is wrong, and what would be right. */
  public StoreException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
