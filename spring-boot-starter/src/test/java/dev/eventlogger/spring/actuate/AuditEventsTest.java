package dev.eventlogger.spring.actuate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.eventlogger.EventLogger;
import dev.eventlogger.config.EventLoggerConfig;
import dev.eventlogger.event.Event;
import dev.eventlogger.testkit.InMemoryEventLogger;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.actuate.audit.AuditEvent;

/** What is kept of audit events that must not be kept unchanged. */
@Tag("smoke")
@Timeout(60)
class AuditEventsTest {

  private static final String JWT = "eyJhbGciOiJSUzI1NiJ9.eyJzdWIiOiJhZGEifQ.c2lnbmF0dXJl";
  private static final String OPAQUE = "6f1c-opaque-token";

  private final InMemoryEventLogger delivered = new InMemoryEventLogger();
  private final EventLogger events =
      EventLogger.builder()
          .config(
              EventLoggerConfig.parse(
                  "test.yaml",
                  "EVENT_LOGGER_NAME: in-memory\nEVENT_DELIVERY: {linger: 1ms}\n",
                  Map.of()))
          .sinks(delivered)
          .open();
  private final AuditEvents audit = new AuditEvents(events, () -> null);

  @AfterEach
  void close() {
    events.close();
  }

  private Event logged(String principal, String type, Map<String, Object> data) throws Exception {
    audit.add(new AuditEvent(principal, type, data));
    return delivered.await(1, Duration.ofSeconds(20)).get(0);
  }

  @ParameterizedTest
  @CsvSource({
    OPAQUE + ", org.springframework.security.oauth2.server.resource.InvalidBearerTokenException",
    JWT + ", org.springframework.security.authentication.BadCredentialsException",
    JWT + "., org.example.Refused",
    "'" + JWT + ".a.b', org.example.Refused",
  })
  void keepsNoTokenThatWasRefused(String token, String failure) throws Exception {
    Event event =
        logged(
            token,
            "AUTHENTICATION_FAILURE",
            Map.of("type", failure, "message", "no such token: " + token));

    assertThat(event.uid()).isNull();
    assertThat(event.toJson()).doesNotContain(token);
    assertThat(event.data()).containsEntry("type", failure);
    assertThat(audit.find(null, null, null))
        .hasSize(1)
        .noneMatch(found -> found.toString().contains(token));
  }

  @Test
  void keepsNothingThatIsTooLongForAName() throws Exception {
    assertThat(logged("a".repeat(101), "AUTHENTICATION_FAILURE", Map.of()).uid()).isNull();
  }

  @ParameterizedTest
  @CsvSource({"ada", "ada.b.lovelace", "ezra.b.pound", "e.x.y", "ada@example.org"})
  void keepsWhoFailedToSignIn(String name) throws Exception {
    assertThat(logged(name, "AUTHENTICATION_FAILURE", Map.of("message", "Bad credentials")).uid())
        .isEqualTo(name);
    assertThat(audit.find(name, null, null)).hasSize(1);
  }

  @Test
  void keepsWhoIsNamedByALongNameOtherwise() throws Exception {
    assertThat(logged("a".repeat(101), "ORDER_APPROVED", Map.of()).uid()).hasSize(101);
  }
}
