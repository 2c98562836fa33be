package dev.eventlogger.seal.anchor;

import dev.eventlogger.spi.FailureWords;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * How an anchor says what is wrong with it. Its message is shown as it is: without secrets, and
 * without the words of its cause, which may hold some.
 */
public final class AnchorException extends IOException {

  private static final long serialVersionUID = 1;

  /** With what is wrong, and what would be right. */
  public AnchorException(String message) {
    super(message);
  }

  /** With what is wrong, and what led to it. */
  public AnchorException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }

  /**
   * An anchor has one checkpoint of a size, and was given another: another history.
   *
   * @param where the anchor, as in "bucket seals"
   */
  public static AnchorException ofTwoHistories(String where) {
    return new AnchorException(
        where
            + ": has another checkpoint of the same size: the seal was written anew, or twice;"
            + " verify it with the one that is there");
  }

  /** What may be said of anything that an anchor throws. */
  public static String words(Throwable failure) {
    return failure instanceof AnchorException
        ? String.valueOf(failure.getMessage())
        : FailureWords.of(failure);
  }
}
