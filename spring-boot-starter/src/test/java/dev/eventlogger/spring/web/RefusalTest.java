package dev.eventlogger.spring.web;

import static org.assertj.core.api.Assertions.assertThatCode;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.security.authentication.AuthenticationCredentialsNotFoundException;
import org.springframework.security.authorization.AuthorizationDecision;
import org.springframework.security.authorization.AuthorizationResult;
import org.springframework.security.authorization.event.AuthorizationDeniedEvent;

@Tag("smoke")
class RefusalTest {

  @Test
  void staysOneWhereNobodyIsSignedIn() {
    AuthorizationResult denied = new AuthorizationDecision(false);
    AuthorizationDeniedEvent<Object> refusal =
        new AuthorizationDeniedEvent<>(
            () -> {
              throw new AuthenticationCredentialsNotFoundException("nobody");
            },
            new Object(),
            denied);

    assertThatCode(
            () ->
                new RequestsAutoConfiguration.OfSecurity()
                    .eventLoggerRefusedUser()
                    .onApplicationEvent(refusal))
        .doesNotThrowAnyException();
  }
}
