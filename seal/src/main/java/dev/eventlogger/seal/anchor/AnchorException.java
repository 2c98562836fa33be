package dev.eventlogger.seal.anchor;

import dev.eventlogger.spi.FailureWords;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * Thrown by an anchor to say what is wrong with it. Its message is shown as it is: without secrets,
 * and without the message of its cause, which may hold some.
 */
public final class AnchorException extends IOException {

  private static final long serialVersionUID = 1;

  /** Made with what is wrong, and what would be right. */
  public AnchorException(String message) {
    super(message);
  }

  /** Made with what is wrong, and its cause. */
  public AnchorException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }

  /**
   * For an anchor that has a checkpoint of the same size, but of another history.
   *
   * @param where the anchor, as in "bucket seals"
   */
  public static AnchorException ofTwoHistories(String where) {
    return new AnchorException(
        where
            + ": has another checkpoint of the same size: the seal was written anew, or twice;"
            + " verify it with the one that is there");
  }

  /** What may be shown of anything that an anchor throws. */
  public static String words(Throwable failure) {
    return failure instanceof AnchorException
        ? String.valueOf(failure.getMessage())
        : FailureWords.of(failure);
  }
}
