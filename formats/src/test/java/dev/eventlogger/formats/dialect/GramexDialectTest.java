package dev.eventlogger.formats.dialect;

import static dev.eventlogger.formats.dialect.Requests.ACCEPTED;
import static dev.eventlogger.formats.dialect.Requests.INVALID;
import static dev.eventlogger.formats.dialect.Requests.draft;
import static dev.eventlogger.formats.dialect.Requests.failure;
import static dev.eventlogger.formats.dialect.Requests.text;
import static org.assertj.core.api.Assertions.assertThat;

import dev.eventlogger.event.EventDraft;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GramexDialectTest {

  private static final String FORM = "application/x-www-form-urlencoded";

  private final Dialect dialect = Requests.dialect("gramex");

  @Test
  void takesTheLastValueOfEachParameter() {
    EventDraft draft =
        draft(
            dialect,
            Requests.get("/log").query("x", "1", "2").query("高", "σ").query("س", "").build());

    assertThat(draft.name()).isEqualTo("log");
    assertThat(draft.data()).isEqualTo(Map.of("x", "2", "高", "σ", "س", ""));
  }

  @Test
  void takesAForm() {
    SentRequest request =
        Requests.post("/log")
            .query("x", "1")
            .query("y", "1")
            .type(FORM + ";charset=utf-8")
            .body("x=a+b&x=a%20c%C3%A9&z&&%E9%AB%98=100%&=empty");

    assertThat(draft(dialect, request).data())
        .isEqualTo(Map.of("x", "a cé", "y", "1", "z", "", "高", "100%", "", "empty"));
  }

  @Test
  void takesWhatIsConfiguredWhereTheRequestDoesNotSay() {
    Dialect configured =
        Requests.dialect(
            "gramex", new DialectSettings(10, 10, Map.of("int", 1, "str", "msg", "x", 0)));

    assertThat(draft(configured, Requests.get("/log").query("x", "1").build()).data())
        .isEqualTo(Map.of("int", 1, "str", "msg", "x", "1"));
  }

  @Test
  void takesNoDataAtAll() {
    assertThat(draft(dialect, Requests.get("/log").build()).data()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({FORM + ", x=%FF, 400", "application/json, {}, 415", "multipart/form-data, --, 415"})
  void refusesWhatIsNoForm(String contentType, String body, int status) {
    SentRequest request = Requests.post("/log").type(contentType).body(body);

    assertThat(failure(dialect, request).status()).isEqualTo(status);
  }

  @Test
  void answersNull() {
    SentRequest request = Requests.get("/log").build();

    Answer answer = dialect.answer(request, List.of(ACCEPTED));
    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.contentType()).isEqualTo("application/json");
    assertThat(text(answer)).isEqualTo("null");
    assertThat(dialect.answer(request, List.of(INVALID)).status()).isEqualTo(400);
  }

  @Test
  void isOffByDefault() {
    assertThat(new Dialects(DialectSettings.DEFAULT, new OwnOtlp()).all())
        .filteredOn(each -> !each.isOnByDefault())
        .extracting(Dialect::name)
        .containsExactly("gramex");
  }
}
