package dev.eventlogger.sink.elasticsearch;

import static org.assertj.core.api.Assertions.assertThat;

import co.elastic.clients.elasticsearch._types.ErrorCause;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ServerReasonTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          [1:15] failed to parse field [user.id] of type [keyword] in document with id '1'. Preview of field's value: 'Ada' | [1:15] failed to parse field [user.id] of type [keyword] in document with id …
          failed to parse date field [Ada] with format [x] | failed to parse date field …
          failed to parse date field [A]da] with format | failed to parse date field …
          Document contains at least one immense term in field="subject" (whose prefix is '[65, 100]') | Document contains at least one immense term in field="subject" …
          For input string: "Ada" | For input string: …
          Numeric value (4111) out of range | Numeric value …
          unexpected {Ada} | unexpected …
          """)
  void endsWhereAValueMayBegin(String reason, String shown) {
    assertThat(ServerReason.of(cause("parsing_exception", reason)))
        .isEqualTo("parsing_exception: " + shown);
  }

  @Test
  void saysWhatCausedIt() {
    ErrorCause inner = cause("illegal_argument_exception", "mapper [secret] conflicts");
    ErrorCause outer = ErrorCause.of(e -> e.type("document_parsing_exception").causedBy(inner));

    assertThat(ServerReason.of(outer))
        .isEqualTo("document_parsing_exception; caused by illegal_argument_exception: mapper …");
    assertThat(ServerReason.of(null)).isEqualTo("refused without a reason");
  }

  @Test
  void staysOnOneShortLine() {
    assertThat(ServerReason.of(cause("x", "a\nb".repeat(500))))
        .hasSize(301)
        .startsWith("x: a ba b")
        .endsWith("…");
  }

  private static ErrorCause cause(String type, String reason) {
    return ErrorCause.of(e -> e.type(type).reason(reason));
  }
}
