package dev.eventlogger.formats.dialect;

import java.time.Duration;

/** Says that a request as a whole cannot be read. Its message has no values of the request. */
public final class UnreadableRequestException extends Exception {

  private static final long serialVersionUID = 1;

  private static final int NO_ROOM = 503;

  private final int status;
  private final String reason;

  private UnreadableRequestException(int status, String message) {
    super(message);
    this.reason = message;
    this.status = status;
  }

  /** 400: it is not in the dialect's form. */
  public static UnreadableRequestException malformed(String message) {
    return new UnreadableRequestException(400, message);
  }

  /** 415: it has a media type that the dialect does not know. */
  public static UnreadableRequestException unsupported(String message) {
    return new UnreadableRequestException(415, message);
  }

  /** 413: it holds more than is accepted. */
  public static UnreadableRequestException tooLarge(String message) {
    return new UnreadableRequestException(413, message);
  }

  /** 503: there is no memory for it now. */
  public static UnreadableRequestException noRoom() {
    return new UnreadableRequestException(
        NO_ROOM, "too many bytes are being taken; send again later");
  }

  /** What is wrong with it. */
  public String reason() {
    return reason;
  }

  /** The refusal to answer with. */
  public Refusal refusal() {
    return new Refusal(status, reason, status == NO_ROOM ? Duration.ofSeconds(1) : null);
  }

  /** The HTTP status for it. */
  public int status() {
    return status;
  }
}
