package dev.eventlogger.sink.elasticsearch;

import static org.assertj.core.api.Assertions.assertThat;

import co.elastic.clients.elasticsearch._types.ErrorCause;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

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

  @ParameterizedTest
  @ValueSource(
      strings = {
        "pipeline with id [my-pipeline] does not exist",
        "no write index is defined for alias [events]. The write index may be explicitly disabled"
            + " using is_write_index=false or the alias points to multiple indices",
        "no such index [app-2026.05.01]",
        "no such index [app-2026.05.01] and [action.auto_create_index] is [false]",
        "index [app-2026.05.01] blocked by: [FORBIDDEN/8/index write (api)];",
        "Search rejected due to missing shards [[app-2026.05.01][0]]. Consider using",
        "[1:6] mapping set to strict, dynamic introduction of [ecs] within [_doc] is not allowed",
        "[1:15] object mapping for [event_data] tried to parse field [event_data] as object, but"
            + " found a concrete value",
      })
  void showsWholeWhatNamesTheIndexAndNothingOfTheEvent(String reason) {
    assertThat(ServerReason.of(cause("x", reason))).isEqualTo("x: " + reason);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          Ada said: pipeline with id [Ada] does not exist | Ada said: pipeline with id …
          pipeline with id [Ada] does not exist for [Ada] | pipeline with id …
          [1:25] mapping set to strict, dynamic introduction of [Ada] within [event_data] is not allowed | [1:25] mapping set to strict, dynamic introduction of …
          no such index [a] says Ada [Ada] | no such index …
          """)
  void showsOnlyTheSentencesThatTheServerWrites(String reason, String shown) {
    assertThat(ServerReason.of(cause("x", reason))).isEqualTo("x: " + shown);
  }

  @ParameterizedTest
  @ValueSource(strings = {"fail_processor_exception", "script_exception"})
  void hidesTheWordsOfWhoeverCouldReadTheEvent(String type) {
    ErrorCause inner = cause("illegal_argument_exception", "Ada is not welcome");
    ErrorCause error = ErrorCause.of(e -> e.type(type).reason("Ada failed").causedBy(inner));

    assertThat(ServerReason.of(error)).isEqualTo(type + ": …");
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
