package dev.eventlogger.sink.elasticsearch;

import java.io.IOException;
import java.io.Serial;

/** An answer has more bytes than are kept in memory; a smaller question gets a shorter answer. */
final class AnswerTooLongException extends IOException {

  @Serial private static final long serialVersionUID = 1L;

  AnswerTooLongException(long most) {
    super("the answer has more than " + most + " bytes");
  }
}
