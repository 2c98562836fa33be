package dev.eventlogger.testkit.cloudwatch;

import java.util.Set;

/** A refusal in the form of AWS JSON 1.1: a status, a type and a message. */
final class ServiceError extends Exception {

  private static final long serialVersionUID = 1;

  /**
   * Errors that a correct client may get too, since somebody else may have created or deleted the
   * resource.
   */
  private static final Set<String> NO_VIOLATIONS =
      Set.of("ResourceNotFoundException", "ResourceAlreadyExistsException");

  private final int status;
  private final String type;
  private final String text;

  ServiceError(int status, String type, String text) {
    super(type + ": " + text);
    this.status = status;
    this.type = type;
    this.text = text;
  }

  static ServiceError invalid(String text) {
    return new ServiceError(400, "InvalidParameterException", text);
  }

  static ServiceError unreadable(String text) {
    return new ServiceError(400, "SerializationException", text);
  }

  static ServiceError noSuchGroup() {
    return noSuch("The specified log group does not exist.");
  }

  static ServiceError noSuchStream() {
    return noSuch("The specified log stream does not exist.");
  }

  private static ServiceError noSuch(String text) {
    return new ServiceError(400, "ResourceNotFoundException", text);
  }

  static ServiceError exists(String what) {
    return new ServiceError(
        400, "ResourceAlreadyExistsException", "The specified " + what + " already exists");
  }

  int status() {
    return status;
  }

  String type() {
    return type;
  }

  String text() {
    return text;
  }

  /** Whether the client broke a rule that it could have observed. */
  boolean isViolation() {
    return !NO_VIOLATIONS.contains(type);
  }
}
